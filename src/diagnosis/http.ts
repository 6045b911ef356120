import type { Finding, FindingOf } from '../model/finding.ts';
import type { HttpObservation } from '../model/observation.ts';
import { productOfIssuer, productOfPage } from './products.ts';
import { failedWith, idsOf, isMalformed, isOurs } from './reading.ts';
import type { Rule } from './rule.ts';

/** A filter's page instead of the service, inside a connection that is decrypted on the way. */
export const blockPage: Rule = (_evidence, accounts) =>
  accounts.flatMap(({ host, http, handshake, reached }) => {
    if (http?.statusCode == null || http.publiclyValid || reached !== 'local') return [];
    const issuer = productOfIssuer(handshake?.chain ?? [], { includeLowConfidence: false });
    const location = http.headers.location ?? null;
    const page = productOfPage({ ...http, statusCode: http.statusCode, location }, { includeLow: issuer !== null });
    if (page === null) return [];
    return [
      {
        code: 'block-page',
        host,
        severity: 'critical',
        certainty: 'certain',
        product: page.product,
        because: idsOf(handshake, http),
        statusCode: http.statusCode,
        location,
      } satisfies Finding,
    ];
  });

/**
 * The genuine service was reached, and is unwell. Behind a publicly valid certificate nobody on the way can have
 * answered, so that this never leads to firewall advice. Every other status is an answer of a healthy service.
 */
export const serviceUnavailable: Rule = (_evidence, accounts) =>
  accounts.flatMap(({ host, http, handshake, reached }) => {
    if (http === null || !http.publiclyValid || reached !== 'public' || isOurs(http)) return [];
    const manner = mannerOf(http);
    const busy = http.statusCode === 429;
    if (manner === null && !busy) return [];
    return [
      {
        code: 'service-unavailable',
        host,
        severity: busy ? 'info' : 'critical',
        certainty: http.statusCode === null ? 'likely' : 'certain',
        product: null,
        because: idsOf(handshake, http),
        manner: manner ?? 'http-status',
        statusCode: http.statusCode,
        retryAfter: http.headers['retry-after'] ?? null,
      } satisfies Finding,
    ];
  });

function mannerOf(http: HttpObservation): FindingOf<'service-unavailable'>['manner'] | null {
  if (http.statusCode !== null) return http.statusCode >= 500 ? 'http-status' : null;
  if (isMalformed(http)) return 'malformed';
  return failedWith(http, 'generic_timeout_error', 'eof_error', 'connection_reset') ? 'no-answer' : null;
}
