/** Worlds in which the network is fine and the computer is not. */
import { dataHost, hosts, installHost } from '../addresses.ts';
import { faketime } from '../certificates.ts';
import type { Scenario } from '../scenario.ts';

export const threeYearsAhead = {
  LD_PRELOAD: faketime,
  FAKETIME: '+1000d',
  // Timers must go on as they are.
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
};

export const computer: readonly Scenario[] = [
  {
    name: 'P27 clock is three years ahead',
    world: {
      environment: threeYearsAhead,
    },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [{ code: 'clock-skewed', host: null, severity: 'critical' }],
    },
  },
  {
    name: 'P28 hosts file leads the data host nowhere',
    world: { hostsFile: `127.0.0.1 ${dataHost}\n` },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'clear' },
      findings: [{ code: 'hosts-file-override', host: dataHost, severity: 'critical', addresses: ['127.0.0.1'] }],
    },
  },
  {
    // RTN_PROHIBIT: connect(2) fails with EACCES at once, as where a firewall on the computer forbids it.
    name: 'computer forbids the connection itself',
    world: { clientRoutes: [`prohibit ${hosts[dataHost].ipv4}`, `prohibit ${hosts[dataHost].ipv6}`] },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'clear' },
      findings: [{ code: 'local-firewall-denied', host: dataHost, severity: 'critical' }],
    },
  },
];
