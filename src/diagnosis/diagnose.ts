/** From evidence to findings and a verdict. Pure: replaying the evidence gives the same diagnosis. */
import type { Evidence } from '../model/evidence.ts';
import { type Diagnosis, Finding, type FindingCode, type HostVerdict, Verdict } from '../model/finding.ts';
import { tlsInspected, wrongCertificate } from './certificate.ts';
import { dnsBlocked, dnsRewritten, nameNotFound } from './dns.ts';
import { blockPage, serviceUnavailable } from './http.ts';
import { captivePortal, clockSkewed, hostsFileOverride, localFirewallDenied, networkOffline } from './local.ts';
import { proxyAutoconfigFailed, proxyOnly, proxyRefusal } from './proxy.ts';
import { type Account, accountOf } from './reading.ts';
import { dnsIntercepted, dnsResolverDown } from './resolver.ts';
import type { Rule } from './rule.ts';
import { connectBlocked, ipv6Broken, tcpIntercepted } from './tcp.ts';
import {
  largeHelloDropped,
  largePacketsDropped,
  notTls,
  sniFiltered,
  tlsInterrupted,
  tlsVersionRejected,
} from './tls.ts';

const rules: readonly Rule[] = [
  networkOffline,
  captivePortal,
  clockSkewed,
  hostsFileOverride,
  localFirewallDenied,
  proxyAutoconfigFailed,
  proxyRefusal,
  proxyOnly,
  dnsResolverDown,
  dnsBlocked,
  dnsRewritten,
  dnsIntercepted,
  nameNotFound,
  connectBlocked,
  ipv6Broken,
  tcpIntercepted,
  largePacketsDropped,
  largeHelloDropped,
  sniFiltered,
  notTls,
  tlsVersionRejected,
  tlsInspected,
  wrongCertificate,
  tlsInterrupted,
  blockPage,
  serviceUnavailable,
];

const offline: readonly FindingCode[] = ['network-offline', 'captive-portal'];
/** What goes wrong on this computer goes wrong whatever the network does, and must be put right as well. */
const localCauses: readonly FindingCode[] = ['clock-skewed', 'hosts-file-override'];
const everything: readonly FindingCode[] = Finding.options.map((option) => option.shape.code.value);

const handshakeConsequences: readonly FindingCode[] = [
  'wrong-certificate',
  'not-tls',
  'tls-interrupted',
  'tcp-intercepted',
];

/** What follows where a name leads to the wrong place, or nowhere. */
const addressConsequences: readonly FindingCode[] = [
  'connect-blocked',
  'sni-filtered',
  'tls-inspected',
  'tls-version-rejected',
  ...handshakeConsequences,
];

/** What each cause explains away, on the same host, or everywhere where it concerns the whole computer or network. */
const explains: { readonly [Cause in FindingCode]?: readonly FindingCode[] } = {
  'network-offline': everything,
  'captive-portal': everything.filter((code) => ![...localCauses, ...offline].includes(code)),
  'clock-skewed': ['wrong-certificate'],
  'hosts-file-override': ['dns-rewritten', ...addressConsequences],
  'local-firewall-denied': ['connect-blocked'],
  'dns-resolver-down': ['dns-blocked', 'dns-rewritten', 'service-unavailable', ...addressConsequences],
  'dns-blocked': ['dns-rewritten', ...addressConsequences],
  'dns-rewritten': addressConsequences,
  'sni-filtered': handshakeConsequences,
  'not-tls': ['tls-interrupted', 'tls-version-rejected'],
  'tls-version-rejected': ['tls-interrupted'],
  'large-packets-dropped': ['tls-interrupted', 'sni-filtered', 'large-hello-dropped'],
  'tls-inspected': ['tcp-intercepted'],
  'block-page': ['tls-inspected', 'tcp-intercepted'],
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
  return sameScope && consequences.includes(finding.code);
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

function hostVerdict(account: Account, findings: readonly Finding[]): HostVerdict {
  const mine = findings.filter(({ host }) => host === null || host === account.host);
  const has = (severity: Finding['severity']) => mine.some((finding) => finding.severity === severity);
  const works =
    account.reached !== 'none' ||
    findings.some(({ host, severity }) => host === account.host && severity === 'warning');
  const verdict = mine.some(({ code }) => offline.includes(code))
    ? 'offline'
    : has('critical')
      ? 'failing'
      : !works
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
