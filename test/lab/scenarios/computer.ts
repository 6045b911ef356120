/** Worlds in which the network is fine and the computer is not. */
import { dataHost, installHost } from '../addresses.ts';
import type { Scenario } from '../scenario.ts';

export const computer: readonly Scenario[] = [
  {
    name: 'P27 clock is three years ahead',
    world: {
      environment: {
        // The loader puts the machine's own library folder in the place of $LIB: ld.so(8).
        LD_PRELOAD: '/usr/$LIB/faketime/libfaketime.so.1',
        FAKETIME: '+1000d',
        // Timers must go on as they are.
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
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
];
