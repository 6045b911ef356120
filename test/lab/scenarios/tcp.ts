/** Worlds in which packets do not get through. */
import { addressesOf, dataHost, installHost, router } from '../addresses.ts';
import { withoutIpv4 } from '../filters.ts';
import type { Expectation, Scenario } from '../scenario.ts';

const toCodat = [
  `ip daddr ${addressesOf('ipv4', dataHost, installHost)}`,
  `ip6 daddr ${addressesOf('ipv6', dataHost, installHost)}`,
];

const bothUnreachable: Expectation = {
  exitCode: 2,
  verdict: 'failing',
  hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
  findings: [dataHost, installHost].map((host) => ({
    code: 'connect-blocked',
    host,
    manner: 'unreachable',
    scope: 'host',
  })),
};

export const tcp: readonly Scenario[] = [
  {
    name: 'P11 firewall refuses both hosts',
    world: { forwarding: toCodat.map((packets) => `${packets} tcp dport 443 reject with tcp reset`) },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [
        { code: 'connect-blocked', host: dataHost, manner: 'refused', scope: 'host', certainty: 'possible' },
        { code: 'connect-blocked', host: installHost, manner: 'refused', scope: 'host', certainty: 'possible' },
      ],
    },
  },
  {
    name: 'P12 firewall drops what goes to both hosts',
    world: { forwarding: toCodat.map((packets) => `${packets} drop`) },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [
        { code: 'connect-blocked', host: dataHost, manner: 'dropped', scope: 'host', certainty: 'possible' },
        { code: 'connect-blocked', host: installHost, manner: 'dropped', scope: 'host', certainty: 'possible' },
      ],
    },
  },
  {
    // To IPv6, Linux says EACCES where it is told "administratively prohibited" (RFC 4443, section 3.1).
    name: 'firewall answers that both hosts are prohibited',
    world: { forwarding: toCodat.map((packets) => `${packets} tcp dport 443 reject with icmpx admin-prohibited`) },
    expect: bothUnreachable,
  },
  {
    name: 'firewall of a network that speaks ipv6 only answers that both hosts are prohibited',
    world: {
      clientFamilies: ['ipv6'],
      nameservers: [router.ipv6],
      resolver: withoutIpv4,
      forwarding: toCodat.map((packets) => `${packets} reject with icmpx admin-prohibited`),
    },
    expect: bothUnreachable,
  },
  {
    name: 'tunnel carries no full packets and says nothing of it',
    world: { forwarding: ['meta length > 1280 drop'] },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [{ code: 'large-packets-dropped', host: null, severity: 'critical', certainty: 'likely' }],
    },
  },
  {
    name: 'P16 network cable is out',
    world: { link: 'down' },
    expect: {
      exitCode: 2,
      verdict: 'offline',
      hosts: { [dataHost]: 'offline', [installHost]: 'offline' },
      findings: [{ code: 'network-offline', host: null }],
    },
  },
];
