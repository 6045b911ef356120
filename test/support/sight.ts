/** What one look may see, as short as a test needs it. */
import type { Finding, Verdict } from '../../src/model/finding.ts';
import type { Result } from '../../src/model/result.ts';
import { host, resultFrom } from './result.ts';

export type Sight =
  | 'clear'
  | 'inspected'
  | 'blocked'
  | 'inspected and distrusted'
  | 'name blocked'
  | 'offline'
  | 'portal'
  | 'outage'
  | 'unclear';

export interface Circumstances {
  readonly checkedAt?: Date;
  readonly network?: string;
  readonly issuer?: string;
  readonly retryAfter?: string | null;
}

const claim = { host, severity: 'critical', certainty: 'certain', product: null, because: [] as string[] } as const;
const words = { title: '', meaning: '', remedy: '' };

function findingOf(sight: Sight, { issuer = 'CN=Inspector', retryAfter = null }: Circumstances): Finding[] {
  const inspection = { code: 'tls-inspected', ...claim, issuer, trusted: true, scope: null } as const;
  const found: { readonly [Name in Sight]: Finding[] } = {
    clear: [],
    inspected: [{ ...inspection, severity: 'warning' }],
    blocked: [{ code: 'connect-blocked', ...claim, manner: 'refused', scope: 'host', worked: null }],
    'inspected and distrusted': [{ ...inspection, trusted: false }],
    'name blocked': [
      { code: 'dns-blocked', ...claim, manner: 'nxdomain', resolver: null, injected: false, detail: null },
    ],
    offline: [{ code: 'network-offline', ...claim, host: null }],
    portal: [{ code: 'captive-portal', ...claim, host: null, location: null }],
    outage: [{ code: 'service-unavailable', ...claim, manner: 'http-status', statusCode: 503, retryAfter }],
    unclear: [],
  };
  return found[sight];
}

const verdicts: { readonly [Name in Sight]: Verdict } = {
  clear: 'clear',
  inspected: 'impaired',
  blocked: 'failing',
  'inspected and distrusted': 'failing',
  'name blocked': 'failing',
  offline: 'offline',
  portal: 'offline',
  outage: 'failing',
  unclear: 'inconclusive',
};

const template = resultFrom('clear');

export function resultOfSight(sight: Sight, circumstances: Circumstances = {}): Result {
  const { checkedAt = new Date(), network = 'office' } = circumstances;
  const { computer } = template.evidence;
  return {
    ...template,
    checkedAt: checkedAt.toISOString(),
    verdict: verdicts[sight],
    hosts: [{ host, verdict: verdicts[sight], path: 'direct' }],
    findings: findingOf(sight, circumstances).map((finding) => ({ ...finding, ...words })),
    evidence: { ...template.evidence, computer: { ...computer, network } },
  };
}
