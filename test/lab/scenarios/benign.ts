/** Worlds in which nothing interferes. */
import { dataHost, hosts, installHost, router } from '../addresses.ts';
import type { Expectation, Scenario } from '../scenario.ts';
import { honestOrigins } from '../servers.ts';
import type { World } from '../world.ts';

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

/** Both Codat hosts with these nginx directives. The data host's certificate is ECDSA, the other's RSA. */
const hardened = (directives: string): Partial<World> => ({
  origins: {
    ...honestOrigins,
    [dataHost]: { ...honestOrigins[dataHost], tls: directives },
    [installHost]: { ...honestOrigins[installHost], tls: directives },
  },
});

export const benign: readonly Scenario[] = [
  { name: 'P01 all is well', world: {}, expect: clear },
  // A client that offers the X25519 group alone is refused here: the certificate's own curve must be among the groups
  // (RFC 8422, section 5.1.1).
  {
    name: 'origin speaks tls 1.2 only and shows an ecdsa certificate',
    world: hardened('ssl_protocols TLSv1.2;'),
    expect: clear,
  },
  // TLS 1.3 then costs a HelloRetryRequest (RFC 8446, section 4.1.4), which is no fault.
  { name: 'origin offers the p-256 group only', world: hardened('ssl_ecdh_curve prime256v1;'), expect: clear },
];
