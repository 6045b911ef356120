/** Findings of every code, manner, certainty, severity, host and product, and diagnoses that hold them. */
import type { Diagnosis, Finding, FindingCode, FindingOf, HostVerdict, Verdict } from '../../src/model/finding.ts';
import { codatHosts } from '../../src/model/target.ts';

type Claim = Pick<Finding, 'host' | 'severity' | 'certainty' | 'product' | 'because'>;
type Detail<Code extends FindingCode> = Omit<FindingOf<Code>, keyof Claim | 'code'>;

const proxy = 'proxy.example.com:3128';
const issuer = 'CN=Example Inspection CA,O=Example';
const manners = ['reset', 'dropped', 'closed', 'alert'] as const;

/** What the fields of each code may hold. */
const details: { readonly [Code in FindingCode]: readonly Detail<Code>[] } = {
  'network-offline': [{}],
  'captive-portal': [{ location: null }, { location: 'http://login.example.com/' }],
  'clock-skewed': [null, 301, -3600, 7201, 86_400_000].map((offsetSeconds) => ({ offsetSeconds })),
  'hosts-file-override': [{ addresses: ['127.0.0.1'] }, { addresses: ['127.0.0.1', '::1'] }],
  'local-firewall-denied': [{}],
  'dns-blocked': (
    ['nxdomain', 'null-address', 'sinkhole', 'refused', 'servfail', 'extended-error', 'no-address'] as const
  ).flatMap((manner) => [
    { manner, resolver: null, injected: false, detail: null },
    { manner, resolver: '10.0.0.53', injected: false, detail: 'Filtered' },
    { manner, resolver: '10.0.0.53', injected: true, detail: null },
  ]),
  'dns-rewritten': [
    { addresses: ['10.1.2.3'], injected: false },
    { addresses: ['10.1.2.3'], injected: true },
  ],
  'dns-resolver-down': [{ resolver: null }, { resolver: '10.0.0.53' }],
  'dns-intercepted': [{}],
  'connect-blocked': (['refused', 'dropped', 'unreachable'] as const).flatMap((manner) => [
    { manner, scope: 'host', worked: null },
    { manner, scope: 'host', worked: 'here' },
    { manner, scope: 'host', worked: 'elsewhere' },
    { manner, scope: 'all-https', worked: null },
  ]),
  'ipv6-broken': [{}],
  'tcp-intercepted': [{}],
  'sni-filtered': manners.flatMap((manner) => [
    { manner, alert: null, via: 'direct' },
    { manner, alert: 40, via: 'proxy' },
  ]),
  'tls-inspected': [true, false].flatMap((trusted) =>
    ([null, 'host', 'all-https'] as const).map((scope) => ({ issuer, trusted, scope })),
  ),
  'tls-interrupted': manners.flatMap((manner) => [
    { manner, alert: null, worked: null },
    { manner, alert: null, worked: 'here' },
    { manner, alert: 40, worked: 'elsewhere' },
  ]),
  'wrong-certificate': (['name', 'expired', 'not-yet-valid', 'unknown-authority', 'incomplete-chain'] as const).map(
    (problem) => ({ problem, issuer }),
  ),
  'not-tls': [{}],
  'tls-version-rejected': [{ offered: [] }, { offered: ['TLSv1.2', 'TLSv1.3'] }],
  'large-hello-dropped': [{}],
  'large-packets-dropped': [{}],
  'block-page': [
    { statusCode: 403, location: null },
    { statusCode: 302, location: 'http://block.example.com/' },
  ],
  'service-unavailable': (['http-status', 'name-not-found', 'no-answer', 'malformed'] as const).flatMap((manner) => [
    { manner, statusCode: null, retryAfter: null },
    { manner, statusCode: 503, retryAfter: '120' },
  ]),
  'proxy-authentication-required': [
    { schemes: [], proxy },
    { schemes: ['Negotiate', 'NTLM'], proxy },
  ],
  'proxy-denied': [
    { statusCode: 403, proxy, scope: 'host' },
    { statusCode: 403, proxy, scope: 'all' },
  ],
  'proxy-upstream-failed': [{ statusCode: 502, proxy }],
  'proxy-unreachable': [{ proxy }],
  'proxy-drops-connect': [{ proxy }],
  'proxy-autoconfig-failed': [{ url: 'http://wpad.example.com/wpad.dat' }],
  'proxy-only': [{}],
};

export const codes = Object.keys(details) as FindingCode[];
const severities = ['critical', 'warning', 'info'] as const;
const certainties = ['certain', 'likely', 'possible'] as const;
const products = [null, 'Zscaler'];
const hostsTried = [...codatHosts, 'service.example.com', null];

const claims: readonly Claim[] = hostsTried.flatMap((host) =>
  severities.flatMap((severity) =>
    certainties.flatMap((certainty) =>
      products.map((product) => ({ host, severity, certainty, product, because: ['dns-1'] })),
    ),
  ),
);

/** Every claim with every detail of the code: the one place where the two halves of a finding are joined. */
export const findingsOf = <Code extends FindingCode>(code: Code): readonly FindingOf<Code>[] =>
  details[code].flatMap((detail) =>
    claims.map((claim) => ({ code, ...claim, ...detail }) as unknown as FindingOf<Code>),
  );

export const findings: readonly Finding[] = codes.flatMap((code) => findingsOf(code));

const verdicts = (...each: readonly Verdict[]): HostVerdict[] =>
  each.map((verdict, index) => ({ host: hostsTried[index] ?? '', verdict, path: index === 0 ? 'direct' : 'proxy' }));

const longHost = { host: `${'a.'.repeat(120)}example.com`, verdict: 'failing', path: 'direct' } as const;

const rounds: readonly Omit<Diagnosis, 'findings'>[] = [
  { verdict: 'clear', hosts: verdicts('clear', 'clear') },
  { verdict: 'impaired', hosts: verdicts('impaired', 'clear') },
  { verdict: 'failing', hosts: verdicts('failing', 'clear') },
  { verdict: 'failing', hosts: verdicts('impaired', 'failing') },
  { verdict: 'failing', hosts: verdicts('inconclusive', 'failing') },
  { verdict: 'failing', hosts: verdicts('failing', 'failing') },
  { verdict: 'failing', hosts: [longHost] },
  { verdict: 'inconclusive', hosts: verdicts('inconclusive', 'clear') },
  { verdict: 'offline', hosts: verdicts('offline', 'offline') },
];

/** Every round with no finding, and with each finding alone. */
export const diagnoses: readonly Diagnosis[] = rounds.flatMap((round) => [
  { ...round, findings: [] },
  ...findings.map((finding) => ({ ...round, findings: [finding] })),
]);
