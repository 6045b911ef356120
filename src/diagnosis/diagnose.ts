/** From evidence to findings and a verdict. Pure: replaying the evidence gives the same diagnosis. */
import type { Evidence } from '../model/evidence.ts';
import { type Diagnosis, type Finding, type FindingCode, type HostVerdict, Verdict } from '../model/finding.ts';
import { dnsBlocked, dnsResolverDown, nameNotFound } from './dns.ts';
import { serviceUnavailable } from './http.ts';
import { networkOffline } from './local.ts';
import { type Account, accountOf } from './reading.ts';
import type { Rule } from './rule.ts';
import { connectBlocked, ipv6Broken } from './tcp.ts';
import { tlsInspected, tlsInterrupted, wrongCertificate } from './tls.ts';

/** From cause to consequence: a finding never explains one that stands above it. */
const rules: readonly Rule[] = [
  networkOffline,
  dnsResolverDown,
  dnsBlocked,
  nameNotFound,
  connectBlocked,
  ipv6Broken,
  tlsInspected,
  wrongCertificate,
  tlsInterrupted,
  serviceUnavailable,
];

const dnsConsequences: readonly FindingCode[] = [
  'connect-blocked',
  'ipv6-broken',
  'tls-inspected',
  'wrong-certificate',
  'tls-interrupted',
];

/** What each cause explains away, on the same host, or everywhere where it concerns the whole computer or network. */
const explains: { readonly [Cause in FindingCode]?: readonly FindingCode[] | 'everything' } = {
  'network-offline': 'everything',
  'captive-portal': 'everything',
  'dns-resolver-down': ['dns-blocked', 'service-unavailable', ...dnsConsequences],
  'dns-blocked': dnsConsequences,
};

export function diagnose(evidence: Evidence): Diagnosis {
  const accounts = evidence.hosts.map((host) => accountOf(evidence, host));
  const claimed = rules.flatMap((rule) => rule(evidence, accounts));
  const findings = merged(claimed.filter((finding) => !claimed.some((cause) => explainedBy(cause, finding))));
  const hosts = accounts.map((account) => hostVerdict(account, findings));
  return { verdict: worst(hosts.map(({ verdict }) => verdict)), hosts, findings };
}

function explainedBy(cause: Finding, finding: Finding): boolean {
  if (cause === finding || cause.severity === 'info') return false;
  const consequences = explains[cause.code] ?? [];
  const sameScope = cause.host === null || cause.host === finding.host || finding.host === null;
  return sameScope && (consequences === 'everything' || consequences.includes(finding.code));
}

/** What concerns the whole network is claimed once, whichever host met it. */
function merged(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of findings) {
    const twin = kept.find((other) => finding.host === null && other.host === null && sameClaim(other, finding));
    if (twin === undefined) kept.push({ ...finding });
    else twin.because = [...new Set([...twin.because, ...finding.because])];
  }
  return kept;
}

function sameClaim(one: Finding, other: Finding): boolean {
  return JSON.stringify({ ...one, because: null }) === JSON.stringify({ ...other, because: null });
}

const offline: readonly FindingCode[] = ['network-offline', 'captive-portal'];

function hostVerdict(account: Account, findings: readonly Finding[]): HostVerdict {
  const mine = findings.filter(({ host }) => host === null || host === account.host);
  const has = (severity: Finding['severity']) => mine.some((finding) => finding.severity === severity);
  const verdict = mine.some(({ code }) => offline.includes(code))
    ? 'offline'
    : has('critical')
      ? 'failing'
      : account.reached === 'none'
        ? 'inconclusive'
        : has('warning')
          ? 'impaired'
          : 'clear';
  return { host: account.host, verdict, path: account.path };
}

/** The schema lists the verdicts worst first. */
function worst(verdicts: readonly Verdict[]): Verdict {
  return Verdict.options.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive';
}
