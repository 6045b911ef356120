/** What is wrong with this computer or its whole network. */
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { HttpObservation, Observation, TlsObservation } from '../model/observation.ts';
import { controlHandshakes, failedWith, idsOf, isOurs, isPublic, observed } from './reading.ts';
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

/** What the page of Windows' own test must say. */
const honestPage = 'Microsoft Connect Test';

/**
 * The network answers the portal test itself. A network error, 503, or another error status says nothing (Chromium,
 * captive_portal_detector.cc); neither does a strange page where HTTPS gets through.
 */
export const captivePortal: Rule = (evidence, accounts) => {
  const page = portalPage(evidence);
  const through = accounts.some(({ reached }) => reached !== 'none') || controlHandshakes(evidence).some(isPublic);
  if (page?.statusCode == null || through || !isPortal(page)) return [];
  return [
    {
      code: 'captive-portal',
      host: null,
      severity: 'critical',
      certainty: 'certain',
      product: null,
      because: [page.id],
      location: page.headers.location ?? null,
    },
  ];
};

function isPortal({ statusCode, body }: HttpObservation): boolean {
  if (statusCode === 511) return true;
  return statusCode !== null && statusCode < 400 && body.trim() !== honestPage;
}

/** Chromium and Windows tolerate as much: certificates and Kerberos tickets do not need better. */
const toleratedSeconds = 5 * 60;

/** The clock differs from the network's time, or certificates fail on their dates here and at a control alike. */
export const clockSkewed: Rule = (evidence, accounts) => {
  const page = portalPage(evidence);
  const offsetSeconds = page === null ? null : offsetOf(page);
  const skewed = offsetSeconds !== null && Math.abs(offsetSeconds) > toleratedSeconds;
  const failing = accounts.flatMap(({ handshake }) =>
    handshake !== null && failsOnDates(handshake) ? [handshake] : [],
  );
  const controls = controlHandshakes(evidence).filter(failsOnDates);
  const everywhere = failing.length > 0 && controls.length > 0;
  // The network's time agrees with this computer's, so that the dates are the certificates' own fault.
  if (!skewed && (offsetSeconds !== null || !everywhere)) return [];
  return [
    {
      code: 'clock-skewed',
      host: null,
      severity: failing.length > 0 ? 'critical' : 'warning',
      certainty: skewed && everywhere ? 'certain' : 'likely',
      product: null,
      because: idsOf(page, failing, controls),
      offsetSeconds: skewed ? offsetSeconds : null,
    },
  ];
};

/** How far this computer's clock is ahead. The answer was given at some time between the request and its end. */
function offsetOf({ headers, startedAt, elapsedMs }: HttpObservation): number | null {
  const told = Date.parse(headers.date ?? '');
  return Number.isNaN(told) ? null : Math.round((Date.parse(startedAt) + elapsedMs / 2 - told) / 1000);
}

export function failsOnDates({ judgement }: TlsObservation): boolean {
  return (
    judgement !== null &&
    (judgement.dates !== 'valid' ||
      ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'].includes(judgement.rejectedBy.system?.code ?? ''))
  );
}

/** A line of the hosts file decides where the name leads. Harmless where the genuine service is there. */
export const hostsFileOverride: Rule = ({ computer }, accounts) =>
  accounts.flatMap(({ host, path, lookup, tcp, handshake, reached }) => {
    const lines = computer.hostsFile.filter((line) => line.host === host);
    const addresses = lines.map(({ address }) => address).filter((address) => lookup?.addresses.includes(address));
    if (path === 'proxy' || addresses.length === 0) return [];
    return [
      {
        code: 'hosts-file-override',
        host,
        severity: reached === 'public' ? 'info' : 'critical',
        certainty: 'certain',
        product: null,
        because: idsOf(lookup, tcp, handshake),
        addresses,
      } satisfies Finding,
    ];
  });

/** An answer this fast came from this computer. */
const atOnceMs = 50;

/** Every attempt is forbidden at once: WSAEACCES, EACCES or EPERM, without a packet. */
export const localFirewallDenied: Rule = (_evidence, accounts) =>
  accounts.flatMap(({ host, path, tcp }) => {
    const denied = tcp.filter((seen) => failedWith(seen, 'permission_denied') && seen.elapsedMs < atOnceMs);
    if (path === 'proxy' || denied.length === 0 || denied.length < tcp.length) return [];
    return [
      {
        code: 'local-firewall-denied',
        host,
        severity: 'critical',
        certainty: 'likely',
        product: null,
        because: idsOf(denied),
      } satisfies Finding,
    ];
  });

export function portalPage(evidence: Evidence): HttpObservation | null {
  return observed(evidence, 'http', { purpose: 'portal' }).find(({ failure }) => failure === null) ?? null;
}

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
      return seen.statusCode !== null || (seen.stage === 'answer' && !isOurs(seen));
    case 'tls':
    case 'http':
      return true;
  }
}

function isLoopback(resolver: string | null): boolean {
  return resolver !== null && /^(127\.|::1$)/.test(resolver);
}
