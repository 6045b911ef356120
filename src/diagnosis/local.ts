/** What is wrong with this computer or its whole network. */
import type { Observation } from '../model/observation.ts';
import { idsOf, isOurs } from './reading.ts';
import type { Rule } from './rule.ts';

/** No interface is up, or nothing at all answers: no resolver, no host, no control. */
export const networkOffline: Rule = ({ computer, observations }, accounts) => {
  if (accounts.some(({ reached }) => reached !== 'none')) return [];
  const { ipv4, ipv6 } = computer.families;
  const silent = observations.filter((seen) => seen.failure !== null && !isOurs(seen));
  if (silent.length === 0 || observations.some(answered)) return [];
  return [
    {
      code: 'network-offline',
      host: null,
      severity: 'critical',
      certainty: ipv4 || ipv6 ? 'likely' : 'certain',
      product: null,
      because: idsOf(silent),
    },
  ];
};

/** Whether something outside this computer must have spoken. */
function answered(seen: Observation): boolean {
  switch (seen.kind) {
    case 'dns':
      // A stub resolver on this computer says SERVFAIL by itself when it has nobody to ask.
      return seen.transport === 'os'
        ? seen.failure === null || seen.failure.failure === 'dns_nxdomain_error'
        : seen.reply !== null && !(isLoopback(seen.resolver) && seen.reply.rcode === 'SERVFAIL');
    case 'tcp':
      return seen.failure === null || seen.failure.failure === 'connection_refused';
    case 'proxy':
      return seen.stage === 'answer' && !isOurs(seen);
    case 'tls':
    case 'http':
      return true;
  }
}

function isLoopback(resolver: string | null): boolean {
  return resolver !== null && /^(127\.|::1$)/.test(resolver);
}
