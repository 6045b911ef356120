/** Middleboxes on the router that read and cut without answering in another's name. */
import { serverAddresses } from './addresses.ts';
import { box } from './boxes/command.ts';
import type { World } from './world.ts';

const firstPort = 9000;
/** A firewall that answers in every server's place answers in nobody's place, too. */
const nobodysPort = 8999;

type Manner = 'reset' | 'close' | 'alert' | 'drop';
type Firewall = Pick<World, 'middleboxes' | 'redirecting'>;

/** TLS connections whose server name is under this domain do not come about, whatever their address. */
export function namesFiltered(manner: Manner, domain: string): Firewall {
  const { statements, destinations } = redirected(serverAddresses);
  return { redirecting: statements, middleboxes: [nameFilter(manner, domain, destinations)] };
}

/** TLS connections to these addresses do not come about, whatever the name. */
export function addressesFiltered(manner: Manner, addresses: readonly string[]): Firewall {
  const { statements, destinations } = redirected(addresses);
  return { redirecting: statements, middleboxes: [nameFilter(manner, '', destinations)] };
}

/** Accepts every connection to port 443, lets none to these addresses through, and passes on what goes elsewhere. */
export function everythingAccepted(manner: Manner, addresses: readonly string[]): Firewall {
  const { statements, destinations } = redirected(serverAddresses);
  const open = Object.entries(destinations).filter(([, address]) => !addresses.includes(address));
  const closed = Object.keys(destinations).map((port) => [port, null]);
  return {
    redirecting: [...statements, `tcp dport 443 redirect to :${nobodysPort}`],
    middleboxes: [nameFilter(manner, 'nobody.invalid', Object.fromEntries([...closed, ...open, [nobodysPort, null]]))],
  };
}

function redirected(addresses: readonly string[]) {
  const ports = addresses.map((address, index) => ({ address, port: firstPort + index }));
  return {
    destinations: Object.fromEntries(ports.map(({ address, port }): [string, string] => [String(port), address])),
    statements: ports.map(({ address, port }) => {
      const family = address.includes(':') ? 'ip6' : 'ip';
      return `${family} daddr ${address} tcp dport 443 redirect to :${port}`;
    }),
  };
}

const nameFilter = (manner: Manner, domain: string, destinations: Readonly<Record<string, string | null>>) => ({
  role: 'router' as const,
  files: {},
  command: box('namefilter', manner, domain, JSON.stringify(destinations)),
  listens: Object.keys(destinations).map((port) => `tcp *:${port}`),
});
