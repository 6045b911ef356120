/** Worlds in which a firewall takes offence at the first message of TLS. */
import { dataHost, installHost } from '../addresses.ts';
import { namesFiltered } from '../firewalls.ts';
import type { Expectation, Scenario } from '../scenario.ts';

const filtered = (manner: 'reset' | 'dropped'): Expectation => ({
  exitCode: 2,
  verdict: 'failing',
  hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
  findings: [dataHost, installHost].map((host) => ({
    code: 'sni-filtered' as const,
    host,
    manner,
    via: 'direct' as const,
    certainty: 'likely' as const,
    product: null,
  })),
});

export const hello: readonly Scenario[] = [
  {
    name: 'P18 firewall resets the names',
    world: namesFiltered('reset', 'codat.io'),
    expect: filtered('reset'),
  },
  {
    name: 'P19 firewall swallows the names',
    world: namesFiltered('drop', 'codat.io'),
    expect: filtered('dropped'),
  },
  {
    // A hello with ML-KEM takes two segments, and the first is of full size: https://tldr.fail
    name: 'P26 firewall drops full packets to https',
    world: { forwarding: ['iifname "toclient" tcp dport 443 meta length 1400-2000 drop'] },
    expect: {
      exitCode: 0,
      verdict: 'clear',
      hosts: { [dataHost]: 'clear', [installHost]: 'clear' },
      findings: [{ code: 'large-hello-dropped', severity: 'info' }],
    },
  },
];
