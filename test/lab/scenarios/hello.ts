/** Worlds in which a firewall takes offence at the first message of TLS. */
import { dataHost, hosts, installHost } from '../addresses.ts';
import { addressesFiltered, everythingAccepted, namesFiltered } from '../firewalls.ts';
import type { Expectation, Scenario } from '../scenario.ts';

const filtered = (manner: 'reset' | 'dropped' | 'closed' | 'alert'): Expectation => ({
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

const codatAddresses = ([dataHost, installHost] as const).flatMap((host) => Object.values(hosts[host]));

/** Whatever the name and the size: perhaps the service itself. */
const interrupted = (manner: 'reset' | 'closed'): Expectation => ({
  ...filtered(manner),
  findings: [dataHost, installHost].map((host) => ({
    code: 'tls-interrupted' as const,
    host,
    manner,
    certainty: 'possible' as const,
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
    name: 'firewall closes connections by their names',
    world: namesFiltered('close', 'codat.io'),
    expect: filtered('closed'),
  },
  {
    name: 'firewall answers the names with an alert',
    world: namesFiltered('alert', 'codat.io'),
    expect: filtered('alert'),
  },
  {
    name: 'firewall resets every handshake with both hosts',
    world: addressesFiltered('reset', codatAddresses),
    expect: interrupted('reset'),
  },
  {
    name: 'firewall accepts every connection and closes those to both hosts',
    world: everythingAccepted('close', codatAddresses),
    expect: {
      ...interrupted('closed'),
      findings: [...interrupted('closed').findings, { code: 'tcp-intercepted', severity: 'info' }],
    },
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
