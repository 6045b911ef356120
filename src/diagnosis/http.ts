import type { Finding, FindingOf } from '../model/finding.ts';
import type { HttpObservation } from '../model/observation.ts';
import { failedWith, idsOf, isOurs } from './reading.ts';
import type { Rule } from './rule.ts';

/**
 * The genuine service was reached, and is unwell. Behind a publicly valid certificate nobody on the way can have
 * answered, so that this never leads to firewall advice. Every other status is an answer of a healthy service.
 */
export const serviceUnavailable: Rule = (_evidence, accounts) =>
  accounts.flatMap(({ host, http, handshake }) => {
    if (http === null || !http.publiclyValid || isOurs(http)) return [];
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
  return failedWith(http, 'generic_timeout_error', 'eof_error', 'connection_reset') ? 'no-answer' : 'malformed';
}
