/** Worlds in which the resolver hides or replaces the names. */
import { dataHost, installHost, router, umbrellaBlockPage } from '../addresses.ts';
import { nullAddress, policyZone, sinkhole } from '../filters.ts';
import { routerPage } from '../portal.ts';
import type { Scenario } from '../scenario.ts';
import { dataHostFails } from './expectations.ts';

export const dns: readonly Scenario[] = [
  {
    name: 'P02 dns filter denies the data host',
    world: { resolver: policyZone({ [dataHost]: '.' }) },
    expect: dataHostFails({
      code: 'dns-blocked',
      host: dataHost,
      manner: 'nxdomain',
      certainty: 'likely',
      product: null,
      resolver: router.ipv4,
    }),
  },
  {
    name: 'P03 dns filter answers with the null address',
    world: { resolver: nullAddress('codat.io') },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [
        { code: 'dns-blocked', host: dataHost, manner: 'null-address', certainty: 'certain', product: null },
        { code: 'dns-blocked', host: installHost, manner: 'null-address', certainty: 'certain', product: null },
      ],
      sendsNothingTo: ['0.0.0.0', '::', '127.0.0.1', '::1'],
    },
  },
  {
    name: 'P04 dns filter answers with its sinkhole',
    world: { resolver: sinkhole('codat.io', umbrellaBlockPage) },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [dataHost, installHost].map((host) => ({
        code: 'dns-blocked' as const,
        host,
        manner: 'sinkhole' as const,
        certainty: 'certain' as const,
        product: 'Cisco Umbrella / OpenDNS',
      })),
    },
  },
  {
    name: 'dns filter answers with a page of its own',
    world: { resolver: sinkhole('codat.io', router.ipv4), middleboxes: [routerPage] },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [dataHost, installHost].map((host) => ({
        code: 'dns-rewritten' as const,
        host,
        certainty: 'likely' as const,
        addresses: [router.ipv4],
      })),
    },
  },
];
