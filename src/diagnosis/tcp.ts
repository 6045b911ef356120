import { isIPv6 } from 'node:net';
import type { FailureName } from '../model/failure.ts';
import type { Finding, FindingOf } from '../model/finding.ts';
import type { TcpObservation } from '../model/observation.ts';
import { type Account, failedWith, idsOf, isOurs, observed } from './reading.ts';
import type { Rule } from './rule.ts';

/** The name has addresses, and none of them accepts a connection. */
export const connectBlocked: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    const failed = deciding(account);
    const manner = mannerOf(failed[0]);
    if (account.path === 'proxy' || manner === null) return [];
    const controls = observed(evidence, 'tcp', { purpose: 'control' }).filter(({ host }) => host !== account.host);
    const nobody = accounts.every(({ reached }) => reached === 'none');
    const allHttps = nobody && controls.length > 0 && controls.every(({ failure }) => failure !== null);
    const finding: Finding = {
      code: 'connect-blocked',
      host: account.host,
      severity: 'critical',
      certainty: 'possible',
      product: null,
      because: idsOf(failed, controls),
      manner,
      scope: allHttps ? 'all-https' : 'host',
    };
    return [finding];
  });

/** IPv6 fails where IPv4 works: nothing that stops the connector. */
export const ipv6Broken: Rule = (_evidence, accounts) => {
  const tcp = accounts.flatMap((account) => account.tcp);
  const ipv6 = tcp.filter(({ address }) => isIPv6(address));
  const dead = ipv6.filter((seen) => seen.failure !== null && !isOurs(seen));
  const ipv4Works = tcp.some(({ address, failure }) => !isIPv6(address) && failure === null);
  if (dead.length === 0 || dead.length < ipv6.length || !ipv4Works) return [];
  return [
    {
      code: 'ipv6-broken',
      host: null,
      severity: 'info',
      certainty: 'likely',
      product: null,
      because: idsOf(dead),
    },
  ];
};

/** The failed attempts that tell the manner: IPv4's where there are any, since IPv6 is often dead for other reasons. */
function deciding({ tcp }: Account): TcpObservation[] {
  if (tcp.some(({ failure }) => failure === null)) return [];
  const failed = tcp.filter((seen) => !isOurs(seen));
  const ipv4 = failed.filter(({ address }) => !isIPv6(address));
  return ipv4.length > 0 ? ipv4 : failed;
}

const manners: readonly (readonly [FindingOf<'connect-blocked'>['manner'], readonly FailureName[]])[] = [
  ['refused', ['connection_refused', 'connection_reset']],
  ['dropped', ['generic_timeout_error']],
  ['unreachable', ['host_unreachable', 'network_unreachable', 'permission_denied']],
];

function mannerOf(seen: TcpObservation | undefined): FindingOf<'connect-blocked'>['manner'] | null {
  if (seen === undefined) return null;
  return manners.find(([, failures]) => failedWith(seen, ...failures))?.[0] ?? null;
}
