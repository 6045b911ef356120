import type { Finding, FindingOf } from '../model/finding.ts';
import type { TlsObservation } from '../model/observation.ts';
import { moved, workedFor } from './history.ts';
import { productOfPage } from './products.ts';
import { controlHandshakes, failedWith, idsOf, isOurs, isPublic, observed } from './reading.ts';
import type { Rule } from './rule.ts';

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
