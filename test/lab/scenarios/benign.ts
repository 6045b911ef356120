/** Worlds in which nothing interferes. */
import { dataHost, hosts, installHost, router } from '../addresses.ts';
import type { Expectation, Scenario } from '../scenario.ts';

const clear: Expectation = {
  exitCode: 0,
  verdict: 'clear',
  hosts: { [dataHost]: 'clear', [installHost]: 'clear' },
  findings: [],
  sendsOnlyTo: [
    `udp ${router.ipv4}:53`,
    ...([dataHost, installHost] as const).flatMap((host) => [
      `tcp ${hosts[host].ipv4}:443`,
      `tcp ${hosts[host].ipv6}:443`,
    ]),
  ],
};

export const benign: readonly Scenario[] = [{ name: 'P01 all is well', world: {}, expect: clear }];
