import type { Evidence } from '../model/evidence.ts';
import type { Finding, FindingOf } from '../model/finding.ts';
import type { Judgement, TlsObservation } from '../model/observation.ts';
import { productOfIssuer } from './products.ts';
import { failedWith, idsOf, isOurs, observed } from './reading.ts';
import type { Rule } from './rule.ts';

/** Somebody else's certificate for the right name: decrypted on the way. */
export const tlsInspected: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    const { handshake } = account;
    const issuer = issuerOf(handshake);
    if (handshake?.judgement == null || issuer === null || !looksInspected(handshake.judgement)) return [];
    const trusted = handshake.judgement.rejectedBy.system === null;
    const controls = controlHandshakes(evidence);
    const alike = controls.filter((control) => issuerOf(control) === issuer);
    // Rows of low confidence also fit innocent issuers, so that they need a chain which nobody vouches for.
    const product = productOfIssuer(handshake.chain, { includeLowConfidence: !trusted })?.product ?? null;
    const known = product !== null || alike.length > 0;
    // An unknown issuer that nobody trusts may also be a fault of the service: see wrongCertificate.
    if (!trusted && !known) return [];
    return [
      {
        code: 'tls-inspected',
        host: account.host,
        severity: trusted ? 'warning' : 'critical',
        // A public root that is newer than the bundled list would look the same to this rule.
        certainty: known ? 'certain' : 'likely',
        product,
        because: idsOf(handshake, controls),
        issuer,
        trusted,
        scope: alike.length > 0 ? 'all-https' : controls.some(isPublic) ? 'host' : null,
      } satisfies Finding,
    ];
  });

/** A certificate that this computer rejects, and that is no inspection. */
export const wrongCertificate: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    const { handshake } = account;
    const judgement = handshake?.judgement;
    if (handshake === null || judgement == null || judgement.rejectedBy.system === null) return [];
    if (tlsInspected(evidence, [account]).length > 0) return [];
    const problem = problemOf(judgement);
    const dated = problem === 'expired' || problem === 'not-yet-valid';
    const controls = controlHandshakes(evidence).filter(isPublic);
    return [
      {
        code: 'wrong-certificate',
        host: account.host,
        severity: 'critical',
        // The same clock accepts another host's certificate: the dates are this certificate's own fault.
        certainty: dated && controls.length > 0 ? 'likely' : 'possible',
        product: null,
        because: idsOf(handshake, controls),
        problem,
        issuer: issuerOf(handshake) ?? '',
      } satisfies Finding,
    ];
  });

/** The handshake breaks off, for a reason that the evidence does not tell. */
export const tlsInterrupted: Rule = (_evidence, accounts) =>
  accounts.flatMap(({ host, handshake }) => {
    if (handshake?.failure == null || handshake.judgement !== null || isOurs(handshake)) return [];
    return [
      {
        code: 'tls-interrupted',
        host,
        severity: 'critical',
        certainty: 'possible',
        product: null,
        because: [handshake.id],
        manner: mannerOf(handshake),
        alert: handshake.alert,
      } satisfies Finding,
    ];
  });

/** The right name, vouched for by no public root. Dates do not matter: a wrong clock does not make it public. */
function looksInspected({ nameMatches, anchoredIn }: Judgement): boolean {
  return nameMatches && !anchoredIn.bundled;
}

function problemOf({
  nameMatches,
  dates,
  anchoredIn,
  rejectedBy,
}: Judgement): FindingOf<'wrong-certificate'>['problem'] {
  if (!anchoredIn.bundled && !anchoredIn.system) return 'unknown-authority';
  if (!nameMatches) return 'name';
  if (dates !== 'valid') return dates;
  // The leaf is in order, so that it is an intermediate whose time is over or has not come.
  return rejectedBy.system?.code === 'CERT_NOT_YET_VALID' ? 'not-yet-valid' : 'expired';
}

export function mannerOf(seen: TlsObservation): FindingOf<'tls-interrupted'>['manner'] {
  if (seen.alert !== null) return 'alert';
  if (failedWith(seen, 'connection_reset')) return 'reset';
  return failedWith(seen, 'generic_timeout_error') ? 'dropped' : 'closed';
}

function controlHandshakes(evidence: Evidence): TlsObservation[] {
  const targets = new Set(evidence.hosts);
  return observed(evidence, 'tls', { purpose: 'control' }).filter(
    ({ host, judgement }) => !targets.has(host) && judgement !== null,
  );
}

function isPublic({ judgement }: TlsObservation): boolean {
  return judgement?.rejectedBy.bundled === null;
}

function issuerOf(handshake: TlsObservation | null): string | null {
  return handshake?.chain[0]?.issuer.dn ?? null;
}
