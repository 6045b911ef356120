/** Worlds in which the network is fine and the service is not. */
import { dataHost, installHost } from '../addresses.ts';
import type { Scenario } from '../scenario.ts';
import { honestOrigins } from '../servers.ts';

export const service: readonly Scenario[] = [
  {
    name: 'P20 data host answers that it is unavailable',
    world: { origins: { ...honestOrigins, [dataHost]: { ...honestOrigins[dataHost], answer: 'return 503;' } } },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'clear' },
      findings: [
        { code: 'service-unavailable', host: dataHost, manner: 'http-status', statusCode: 503, product: null },
      ],
    },
  },
];
