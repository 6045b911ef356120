import type { Finding, FindingOf } from '../model/finding.ts';
import type { Judgement, TlsObservation } from '../model/observation.ts';
import { clockSkewed } from './local.ts';
import { productOfIssuer } from './products.ts';
import { controlHandshakes, idsOf, isPublic } from './reading.ts';
import type { Rule } from './rule.ts';

/** Somebody else's certificate for the right name: decrypted on the way. */
export const tlsInspected: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    const { handshake } = account;
    const issuer = issuerOf(handshake);
    if (handshake?.judgement == null || issuer === null || !looksInspected(handshake.judgement)) return [];
    const { rejectedBy, anchoredIn } = handshake.judgement;
    const trusted = anchoredIn.system;
    const controls = controlHandshakes(evidence);
    const alike = controls.filter((control) => !control.judgement?.anchoredIn.bundled && issuerOf(control) === issuer);
    // Rows of low confidence also fit innocent issuers, so that they need a chain which nobody vouches for.
    const product = productOfIssuer(handshake.chain, { includeLowConfidence: !trusted })?.product ?? null;
    const known = product !== null || alike.length > 0;
    // An unknown issuer that nobody trusts may also be a fault of the service: see wrongCertificate.
    if (!trusted && !known) return [];
    const works = rejectedBy.system === null || clockSkewed(evidence, accounts).length > 0;
    return [
      {
        code: 'tls-inspected',
        host: account.host,
        severity: trusted && works ? 'warning' : 'critical',
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
    if (handshake?.judgement == null || handshake.judgement.rejectedBy.system === null) return [];
    if (tlsInspected(evidence, [account]).length > 0) return [];
    const problem = problemOf(handshake.judgement, handshake.chain);
    const controls = controlHandshakes(evidence).filter(isPublic);
    // The same clock and the same roots accept another host's certificate: the fault is this certificate's own.
    const own = problem !== 'name' && problem !== 'unknown-authority' && controls.length > 0;
    return [
      {
        code: 'wrong-certificate',
        host: account.host,
        severity: problem === 'incomplete-chain' ? 'warning' : 'critical',
        certainty: own ? 'likely' : 'possible',
        product: null,
        because: idsOf(handshake, controls),
        problem,
        issuer: issuerOf(handshake) ?? '',
      } satisfies Finding,
    ];
  });

/** The right name, vouched for by no public root. Dates do not matter: a wrong clock does not make it public. */
function looksInspected({ nameMatches, anchoredIn }: Judgement): boolean {
  return nameMatches && !anchoredIn.bundled;
}

function problemOf(
  { nameMatches, dates, anchoredIn, publicIssuer, rejectedBy }: Judgement,
  chain: TlsObservation['chain'],
): FindingOf<'wrong-certificate'>['problem'] {
  if (!anchoredIn.bundled && !anchoredIn.system) {
    const alone = chain.length === 1 && chain[0]?.issuer.dn !== chain[0]?.subject;
    return alone && publicIssuer && nameMatches ? 'incomplete-chain' : 'unknown-authority';
  }
  if (!nameMatches) return 'name';
  if (dates !== 'valid') return dates;
  // The leaf is in order, so that it is an intermediate whose time is over or has not come.
  return rejectedBy.system?.code === 'CERT_NOT_YET_VALID' ? 'not-yet-valid' : 'expired';
}

function issuerOf(handshake: TlsObservation | null): string | null {
  return handshake?.chain[0]?.issuer.dn ?? null;
}
