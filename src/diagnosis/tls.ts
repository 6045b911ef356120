import type { Finding, FindingOf } from '../model/finding.ts';
import type { Judgement, TlsObservation } from '../model/observation.ts';
import { moved, workedFor } from './history.ts';
import { clockSkewed } from './local.ts';
import { productOfIssuer, productOfPage } from './products.ts';
import { controlHandshakes, failedWith, idsOf, isOurs, isPublic, observed } from './reading.ts';
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

/**
 * The name, not the address, is refused: at the same address another name is answered, and at another address this name
 * is not (OONI ts-024).
 */
export const sniFiltered: Rule = (evidence, accounts) =>
  accounts.flatMap(({ host, path, handshake }) => {
    if (!isBroken(handshake)) return [];
    const tried = observed(evidence, 'tls', { host, purpose: 'experiment' }).filter(({ hello }) => hello === 'small');
    const otherName = tried.find((seen) => seen.address === handshake.address && isOther(seen.serverName, host));
    const otherPlace = tried.find((seen) => seen.address !== handshake.address && seen.serverName === host);
    if (otherName?.judgement == null || !isBroken(otherPlace ?? null)) return [];
    return [
      {
        code: 'sni-filtered',
        host,
        severity: 'critical',
        certainty: 'likely',
        product: null,
        because: idsOf(handshake, otherName, otherPlace ?? null),
        manner: mannerOf(handshake),
        alert: handshake.alert,
        via: path,
      } satisfies Finding,
    ];
  });

/** Something else than TLS answers on 443. */
export const notTls: Rule = (_evidence, accounts) =>
  accounts.flatMap(({ host, handshake }) => {
    if (handshake?.notTls == null) return [];
    const page = { headers: {}, location: null, body: handshake.notTls, statusCode: 0 };
    const product = productOfPage(page, { includeLow: false })?.product ?? null;
    return [
      {
        code: 'not-tls',
        host,
        severity: 'critical',
        certainty: product === null ? 'likely' : 'certain',
        product,
        because: [handshake.id],
      } satisfies Finding,
    ];
  });

/** RFC 8446, 6.2: protocol_version. */
const protocolVersionAlert = 70;

/** Only versions are offered that are too old for the connector. */
export const tlsVersionRejected: Rule = (evidence, accounts) =>
  accounts.flatMap(({ host, handshake }) => {
    if (!isBroken(handshake)) return [];
    const old =
      handshake.alert === protocolVersionAlert || /PROTOCOL|VERSION_TOO_LOW/.test(handshake.failure?.code ?? '');
    const legacy = observed(evidence, 'tls', { host, purpose: 'experiment' }).find(
      ({ hello, judgement }) => hello === 'legacy' && judgement !== null,
    );
    if (!old || handshake.notTls !== null) return [];
    return [
      {
        code: 'tls-version-rejected',
        host,
        severity: 'critical',
        certainty: controlHandshakes(evidence).some(isPublic) ? 'likely' : 'possible',
        product: null,
        because: idsOf(handshake, legacy ?? null),
        offered: legacy?.protocol == null ? [] : [legacy.protocol],
      } satisfies Finding,
    ];
  });

/** A ClientHello over one segment fails where a small one works. The connector sends small ones. */
export const largeHelloDropped: Rule = (evidence, accounts) => {
  const pairs = accounts.flatMap(({ host, tls }) =>
    observed(evidence, 'tls', { host, purpose: 'experiment' }).flatMap((large) => {
      const small = tls.find((seen) => seen.address === large.address && seen.judgement !== null);
      return large.hello === 'large' && isBroken(large) && small !== undefined ? [large, small] : [];
    }),
  );
  return pairs.length === 0
    ? []
    : [
        {
          code: 'large-hello-dropped',
          host: null,
          severity: 'info',
          certainty: 'likely',
          product: null,
          because: idsOf(pairs),
        },
      ];
};

/** Full-size packets do not arrive from any host, while an answer that fits a small one does. */
export const largePacketsDropped: Rule = (evidence, accounts) => {
  const silent = accounts.flatMap(({ handshake }) => (isSilent(handshake) ? [handshake] : []));
  const controls = observed(evidence, 'tls', { purpose: 'control' }).filter(
    ({ host }) => !evidence.hosts.includes(host),
  );
  const alerted = observed(evidence, 'tls', { purpose: 'experiment' }).filter(
    ({ hello, alert }) => hello === 'incompatible' && alert !== null,
  );
  if (silent.length === 0 || controls.length === 0 || !controls.every(isSilent)) return [];
  // Silence to every name and every size is silence, and says nothing of sizes.
  if (alerted.length === 0) return [];
  return [
    {
      code: 'large-packets-dropped',
      host: null,
      severity: 'critical',
      certainty: 'likely',
      product: null,
      because: idsOf(silent, controls, alerted),
    },
  ];
};

/** The handshake breaks off, for a reason that the evidence does not tell. */
export const tlsInterrupted: Rule = (evidence, accounts) =>
  accounts.flatMap(({ host, handshake }) => {
    if (!isBroken(handshake)) return [];
    const worked = workedFor(evidence, host);
    return [
      {
        code: 'tls-interrupted',
        host,
        severity: 'critical',
        certainty: moved('possible', worked),
        product: null,
        because: [handshake.id],
        manner: mannerOf(handshake),
        alert: handshake.alert,
        worked,
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

/** The connection stood, and the handshake broke off. */
function isBroken(seen: TlsObservation | null): seen is TlsObservation {
  return seen !== null && seen.failure !== null && seen.judgement === null && !isOurs(seen);
}

function isSilent(seen: TlsObservation | null): seen is TlsObservation {
  return isBroken(seen) && failedWith(seen, 'generic_timeout_error') && seen.bytesRead === 0;
}

function isOther(serverName: string | null, host: string): boolean {
  return serverName !== null && serverName !== host;
}

export function mannerOf(seen: TlsObservation): FindingOf<'tls-interrupted'>['manner'] {
  if (seen.alert !== null) return 'alert';
  if (failedWith(seen, 'connection_reset')) return 'reset';
  return failedWith(seen, 'generic_timeout_error') ? 'dropped' : 'closed';
}

function issuerOf(handshake: TlsObservation | null): string | null {
  return handshake?.chain[0]?.issuer.dn ?? null;
}
