/** Middleboxes on the router that read and cut without answering in another's name. */
import { serverAddresses } from './addresses.ts';
import { box } from './boxes/command.ts';
import type { World } from './world.ts';

const firstPort = 9000;

/** TLS connections whose server name is under this domain do not come about, whatever their address. */
export function namesFiltered(manner: 'reset' | 'drop', domain: string): Pick<World, 'middleboxes' | 'redirecting'> {
  const ports = serverAddresses.map((address, index) => ({ address, port: firstPort + index }));
  const destinations = Object.fromEntries(ports.map(({ address, port }) => [port, address]));
  return {
    redirecting: ports.map(({ address, port }) => {
      const family = address.includes(':') ? 'ip6' : 'ip';
      return `${family} daddr ${address} tcp dport 443 redirect to :${port}`;
    }),
    middleboxes: [
      {
        role: 'router',
        files: {},
        command: box('namefilter', manner, domain, JSON.stringify(destinations)),
        listens: ports.map(({ port }) => `tcp *:${port}`),
      },
    ],
  };
}
