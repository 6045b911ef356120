import { isIPv6 } from 'node:net';
import type { FailureName } from '../model/failure.ts';
import type { Finding, FindingOf } from '../model/finding.ts';
import type { TcpObservation } from '../model/observation.ts';
import { moved, workedFor } from './history.ts';
import { portalPage } from './local.ts';
import { type Account, failedWith, idsOf, isOurs, observed } from './reading.ts';
import type { Rule } from './rule.ts';

/** The name has addresses, and none of them accepts a connection. */
export const connectBlocked: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    const failed = deciding(account);
    const manner = mannerOf(failed[0]);
    if (account.path === 'proxy' || manner === null) return [];
    const controls = observed(evidence, 'tcp', { purpose: 'control' }).filter(
      ({ host }) => !evidence.hosts.includes(host),
    );
    const nobody = accounts.every(({ reached }) => reached === 'none');
    const allHttps = nobody && controls.length > 0 && controls.every(({ failure }) => failure !== null);
    // Nothing gets out directly, and the script that would have named the proxy failed: a consequence of that.
    if (allHttps && evidence.computer.autoconfig?.failure != null) return [];
    // Every HTTPS connection fails while plain HTTP gets through: that is a policy, and no outage of the service.
    const page = allHttps ? portalPage(evidence) : null;
    const worked = workedFor(evidence, account.host);
    return [
      {
        code: 'connect-blocked',
        host: account.host,
        severity: 'critical',
        certainty: moved(page === null ? 'possible' : 'likely', worked),
        product: null,
        because: idsOf(failed, controls, page),
        manner,
        scope: allHttps ? 'all-https' : 'host',
        worked,
      } satisfies Finding,
    ];
  });

/** At least two of three addresses where nobody is accept a connection: something on the way accepts everything. */
export const tcpIntercepted: Rule = (evidence) => {
  const accepted = observed(evidence, 'tcp', { purpose: 'canary' }).filter(({ failure }) => failure === null);
  return accepted.length < 2
    ? []
    : [
        {
          code: 'tcp-intercepted',
          host: null,
          severity: 'info',
          certainty: 'certain',
          product: null,
          because: idsOf(accepted),
        },
      ];
};

/** IPv6 fails where IPv4 works: nothing that stops the connector. A computer without an IPv6 address misses nothing. */
export const ipv6Broken: Rule = ({ computer }, accounts) => {
  if (!computer.families.ipv6) return [];
  // Where the service is not reached, the addresses may be a filter's.
  const tcp = accounts.flatMap((account) => (account.reached === 'none' ? [] : account.tcp));
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
