/** Worlds in which somebody reads the encrypted connection. */
import { dataHost, installHost } from '../addresses.ts';
import { inspectedByMitmproxy, inspectedBySquid } from '../inspectors.ts';
import type { Scenario } from '../scenario.ts';

export const tls: readonly Scenario[] = [
  {
    name: 'P21 firewall inspects all https with a ca unknown to the computer',
    world: inspectedBySquid('fortinet'),
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [dataHost, installHost].map((host) => ({
        code: 'tls-inspected' as const,
        host,
        trusted: false,
        certainty: 'certain' as const,
        product: 'Fortinet',
        scope: 'all-https' as const,
        severity: 'critical' as const,
      })),
    },
  },
  {
    name: 'P22 proxy inspects all https with a ca that the computer trusts',
    world: { ...inspectedByMitmproxy(), trusted: ['mitmproxy'] },
    expect: {
      exitCode: 1,
      verdict: 'impaired',
      hosts: { [dataHost]: 'impaired', [installHost]: 'impaired' },
      findings: [dataHost, installHost].map((host) => ({
        code: 'tls-inspected' as const,
        host,
        trusted: true,
        certainty: 'certain' as const,
        product: 'mitmproxy',
        severity: 'warning' as const,
      })),
    },
  },
];
