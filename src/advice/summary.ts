/** What a diagnosis comes down to, before any words: what works, what doesn't, and what is in the way. */
import type { Diagnosis, Finding, FindingCode } from '../model/finding.ts';
import { type Role, roleOf } from '../model/target.ts';

/** filter: to be allowed. network, computer: to be repaired. service: nothing to do here. */
type Obstacle = 'line' | 'sign-in' | 'clock' | 'computer' | 'filter' | 'network' | 'service';

export type Summary =
  | { readonly kind: 'clear' | 'offline' | 'sign-in' | 'inconclusive' }
  | { readonly kind: 'impaired'; readonly warning: Finding | null; readonly obstacle: Obstacle | null }
  | {
      readonly kind: 'failing';
      /** What the first of the hosts is for. */
      readonly loss: Role;
      readonly syncWorks: boolean;
      /** Those that fail, the one that matters most first. */
      readonly hosts: readonly [string, ...string[]];
      readonly obstacle: Obstacle | null;
    };

const obstacles: { readonly [Code in FindingCode]: Obstacle } = {
  'network-offline': 'line',
  'captive-portal': 'sign-in',
  'clock-skewed': 'clock',
  'hosts-file-override': 'computer',
  'local-firewall-denied': 'computer',
  'dns-blocked': 'filter',
  'dns-rewritten': 'filter',
  'dns-resolver-down': 'network',
  'dns-intercepted': 'network',
  'connect-blocked': 'filter',
  'ipv6-broken': 'network',
  'tcp-intercepted': 'network',
  'sni-filtered': 'filter',
  'tls-inspected': 'filter',
  'tls-interrupted': 'filter',
  'wrong-certificate': 'filter',
  'not-tls': 'filter',
  'tls-version-rejected': 'filter',
  'large-hello-dropped': 'network',
  'large-packets-dropped': 'network',
  'block-page': 'filter',
  'service-unavailable': 'service',
  'proxy-authentication-required': 'filter',
  'proxy-denied': 'filter',
  'proxy-upstream-failed': 'filter',
  'proxy-unreachable': 'network',
  'proxy-drops-connect': 'filter',
  'proxy-autoconfig-failed': 'network',
  'proxy-only': 'network',
};

/** A certificate that is only out of date or incomplete is the service's own. */
const ownCertificate = ['expired', 'not-yet-valid', 'incomplete-chain'];

function obstacleOf(finding: Finding | undefined): Obstacle | null {
  if (finding === undefined) return null;
  if (finding.code === 'wrong-certificate' && ownCertificate.includes(finding.problem)) return 'service';
  return obstacles[finding.code];
}

const weight: readonly Role[] = ['sync', 'install', 'other'];

/** The same for every language. */
export function summarize({ verdict, hosts, findings }: Diagnosis): Summary {
  if (verdict === 'offline')
    return { kind: findings.some(({ code }) => code === 'captive-portal') ? 'sign-in' : 'offline' };
  if (verdict === 'impaired') {
    const warning = findings.find(({ severity }) => severity !== 'info');
    return { kind: 'impaired', warning: warning ?? null, obstacle: obstacleOf(warning) };
  }
  if (verdict !== 'failing') return { kind: verdict };
  const [first, ...more] = hosts
    .filter((host) => host.verdict === 'failing')
    .map(({ host }) => host)
    .sort((one, other) => weight.indexOf(roleOf(one)) - weight.indexOf(roleOf(other)));
  if (first === undefined) return { kind: 'inconclusive' };
  const failing: [string, ...string[]] = [first, ...more];
  const cause = findings.find(
    ({ host, severity }) => severity === 'critical' && (host === null || failing.includes(host)),
  );
  return {
    kind: 'failing',
    loss: roleOf(first),
    syncWorks: hosts.some(
      ({ host, verdict: own }) => roleOf(host) === 'sync' && (own === 'clear' || own === 'impaired'),
    ),
    hosts: failing,
    obstacle: obstacleOf(cause),
  };
}

/** Whether anything found is for IT to allow. */
export function isForIt({ findings }: Pick<Diagnosis, 'findings'>): boolean {
  return findings.some((finding) => finding.severity !== 'info' && obstacleOf(finding) === 'filter');
}
