import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { DnsObservation } from '../model/observation.ts';
import { idsOf, observed } from './reading.ts';
import type { Rule } from './rule.ts';

/** Every name fails at a resolver. Only information where the system's lookup got its answer elsewhere. */
export const dnsResolverDown: Rule = (evidence, accounts) => {
  const lookups = accounts.flatMap(({ path, lookup }) => (path === 'direct' && lookup !== null ? [lookup] : []));
  // Through a proxy, the proxy resolves: what this network's resolvers do not know is nobody's concern.
  if (lookups.length === 0) return [];
  const allFailed =
    lookups.every(({ failure }) => failure !== null) && accounts.every(({ reached }) => reached === 'none');
  const dead = evidence.computer.resolvers.flatMap((resolver) => {
    const asked = askedOf(evidence, resolver);
    const unrelated = asked.filter(({ purpose }) => purpose !== 'target');
    return unrelated.length > 0 && asked.every(({ failure }) => failure !== null) ? [{ resolver, asked }] : [];
  });
  const allDead = dead.length === evidence.computer.resolvers.length;
  if (allFailed && !allDead) return [];
  return dead.map(
    ({ resolver, asked }): Finding => ({
      code: 'dns-resolver-down',
      host: null,
      severity: allFailed ? 'critical' : 'info',
      certainty: 'possible',
      product: null,
      because: idsOf(asked, allFailed ? lookups : []),
      resolver,
    }),
  );
};

/** A server that does not exist answers. */
export const dnsIntercepted: Rule = (evidence) => {
  const answered = observed(evidence, 'dns', { purpose: 'canary' }).filter(
    ({ resolver, reply }) => reply !== null && !evidence.computer.resolvers.includes(resolver ?? ''),
  );
  return answered.length === 0
    ? []
    : [
        {
          code: 'dns-intercepted',
          host: null,
          severity: 'info',
          certainty: 'certain',
          product: null,
          because: idsOf(answered),
        },
      ];
};

function askedOf({ observations }: Evidence, resolver: string): DnsObservation[] {
  return observations.filter((seen): seen is DnsObservation => seen.kind === 'dns' && seen.resolver === resolver);
}
