/** Arbitrary evidence: what the types allow, however unlikely, from pools so small that its parts have to do with each other. */
import fc from 'fast-check';
import type { Computer, Evidence } from '../../src/model/evidence.ts';
import { type Failure, FailureName, type Operation } from '../../src/model/failure.ts';
import {
  type Certificate,
  type DnsObservation,
  type DnsReply,
  Hello,
  type HttpObservation,
  type Judgement,
  type Observation,
  type ProxyObservation,
  Purpose,
  type TcpObservation,
  type TlsObservation,
} from '../../src/model/observation.ts';
import { codatHosts } from '../../src/model/target.ts';

type Unnumbered<Seen extends Observation> = Omit<Seen, 'id'>;

const [data, install] = codatHosts;
const controls = ['www.example.com', 'www.microsoft.com'];
const host = fc.constantFrom(data, data, data, install, install, ...controls);
const resolver = fc.constantFrom('10.0.0.53', '10.0.0.54', '127.0.0.53');
const address = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('192.0.2.7', '192.0.2.7', '192.0.2.8', '2001:db8::7') },
  { weight: 1, arbitrary: fc.constantFrom('0.0.0.0', '146.112.61.106', '::ffff:0.0.0.0') },
);
const hostile = fc.constantFrom('__proto__', 'constructor', '', '\u001b[31m', '\u202e', 'a'.repeat(5_000));
const time = fc
  .date({ min: new Date(1e12), max: new Date(2e12), noInvalidDate: true })
  .map((date) => date.toISOString());
const whole = fc.nat(70_000);
const text = fc.oneof({ weight: 5, arbitrary: fc.string({ maxLength: 20 }) }, { weight: 1, arbitrary: hostile });

const purpose = fc.oneof(
  { weight: 5, arbitrary: fc.constant('target' as const) },
  { weight: 3, arbitrary: fc.constant('control' as const) },
  { weight: 3, arbitrary: fc.constantFrom(...Purpose.options) },
);

function failure(operation: Operation): fc.Arbitrary<Failure | null> {
  const code = fc.option(fc.oneof(fc.constantFrom('ECONNRESET', 'HPE_UNKNOWN', 'CERT_HAS_EXPIRED', 'HTTP 403'), text));
  const some = fc.record({ operation: fc.constant(operation), failure: fc.constantFrom(...FailureName.options), code });
  return fc.option(some, { freq: 2 });
}

const operation = { host, purpose, startedAt: time, elapsedMs: fc.double({ min: 0, max: 30_000, noNaN: true }) };

const dnsReply: fc.Arbitrary<DnsReply> = fc.record({
  rcode: fc.oneof(fc.constantFrom('NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED'), text),
  authoritative: fc.boolean(),
  recursionAvailable: fc.boolean(),
  soa: fc.option(fc.oneof(fc.constant('cleanbrowsing.rpz.noc.org'), text)),
  canonicalNames: fc.array(text, { maxLength: 2 }),
  ttlSeconds: fc.option(whole),
  extendedErrors: fc.array(fc.record({ infoCode: fc.integer({ min: 0, max: 30 }), text }), { maxLength: 2 }),
});

const dns: fc.Arbitrary<Unnumbered<DnsObservation>> = fc.record({
  ...operation,
  kind: fc.constant('dns'),
  failure: failure('resolve'),
  name: fc.oneof(host, fc.constant('use-application-dns.net'), text),
  transport: fc.constantFrom('os', 'os', 'udp', 'udp', 'tcp', 'https'),
  resolver: fc.option(fc.oneof(resolver, fc.constant('https://1.1.1.1/dns-query'))),
  recordType: fc.option(fc.constantFrom('A', 'AAAA')),
  addresses: fc.array(fc.oneof({ weight: 9, arbitrary: address }, { weight: 1, arbitrary: text }), { maxLength: 3 }),
  reply: fc.option(dnsReply, { freq: 3 }),
  lateReplies: fc.array(fc.record({ rcode: fc.constantFrom('NOERROR', 'NXDOMAIN'), addresses: fc.array(address) }), {
    maxLength: 2,
  }),
});

const tcp: fc.Arbitrary<Unnumbered<TcpObservation>> = fc.record({
  ...operation,
  kind: fc.constant('tcp'),
  failure: failure('connect'),
  address,
  port: fc.constantFrom(443, 443, 80, 53),
});

const headers = fc.dictionary(
  fc.constantFrom('server', 'via', 'location', 'date', 'retry-after', 'x-squid-error'),
  fc.oneof(fc.constantFrom('Tue, 24 Nov 2026 03:00:00 GMT', '120', 'squid/5.7', 'http://login.example/'), text),
  { maxKeys: 4 },
);
const statusCode = fc.option(fc.oneof(fc.constantFrom(200, 302, 403, 407, 429, 451, 502, 503), whole), { freq: 4 });

const proxy: fc.Arbitrary<Unnumbered<ProxyObservation>> = fc.record({
  ...operation,
  kind: fc.constant('proxy'),
  failure: failure('proxy_connect'),
  proxy: fc.constantFrom('proxy.example:3128', 'other.example:8080'),
  stage: fc.constantFrom('resolve', 'connect', 'answer'),
  statusCode,
  schemes: fc.array(fc.oneof(fc.constantFrom('Basic', 'NTLM'), text), { maxLength: 3 }),
  headers,
});

const issuers = [
  { dn: 'O=Zscaler Inc., CN=Zscaler Root CA', cn: 'Zscaler Root CA', o: 'Zscaler Inc.', ou: '' },
  { dn: "C=US, O=Let's Encrypt, CN=R11", cn: 'R11', o: "Let's Encrypt", ou: '' },
  { dn: 'CN=FG100F, O=Fortinet Ltd.', cn: 'FG100F', o: 'Fortinet Ltd.', ou: '' },
];
const certificate: fc.Arbitrary<Certificate> = fc.record({
  subject: text,
  issuer: fc.oneof(fc.constantFrom(...issuers), fc.record({ dn: text, cn: text, o: text, ou: text })),
  validFrom: time,
  validTo: time,
  sha256: fc.constantFrom('00', '01', '02'),
});

const judgement: fc.Arbitrary<Judgement> = fc.record({
  nameMatches: fc.boolean(),
  dates: fc.constantFrom('valid', 'valid', 'expired', 'not-yet-valid'),
  rejectedBy: fc.record({ bundled: failure('tls_handshake'), system: failure('tls_handshake') }),
  anchoredIn: fc.record({ bundled: fc.boolean(), system: fc.boolean() }),
  publicIssuer: fc.boolean(),
});

const tls: fc.Arbitrary<Unnumbered<TlsObservation>> = fc.record({
  ...operation,
  kind: fc.constant('tls'),
  failure: failure('tls_handshake'),
  route: fc.constantFrom('direct', 'direct', 'proxy'),
  address,
  serverName: fc.option(fc.oneof(host, text), { freq: 6 }),
  hello: fc.oneof(
    { weight: 3, arbitrary: fc.constant('small' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...Hello.options) },
  ),
  bytesRead: whole,
  protocol: fc.option(fc.constantFrom('TLSv1.3', 'TLSv1.2', 'TLSv1')),
  alert: fc.option(fc.integer({ min: 0, max: 255 }), { freq: 2 }),
  notTls: fc.option(text, { freq: 2 }),
  chain: fc.array(certificate, { maxLength: 3 }),
  judgement: fc.option(judgement, { freq: 3 }),
});

const http: fc.Arbitrary<Unnumbered<HttpObservation>> = fc.record({
  ...operation,
  kind: fc.constant('http'),
  failure: failure('http_round_trip'),
  route: fc.constantFrom('direct', 'direct', 'proxy'),
  address,
  url: fc.constantFrom(`https://${data}/`, `https://${install}/`, 'http://www.msftconnecttest.com/connecttest.txt'),
  publiclyValid: fc.boolean(),
  statusCode,
  headers,
  body: fc.oneof(fc.constantFrom('Microsoft Connect Test', 'Web Page Blocked', '<title>Login</title>'), text),
});

export const computer: fc.Arbitrary<Computer> = fc.record({
  families: fc.record({ ipv4: fc.boolean(), ipv6: fc.boolean() }),
  resolvers: fc.uniqueArray(resolver, { maxLength: 3 }),
  routes: fc.uniqueArray(
    fc.record({
      host,
      path: fc.constantFrom('direct', 'direct', 'proxy'),
      proxy: fc.option(fc.constant('proxy.example:3128')),
      source: fc.constantFrom('none', 'settings', 'environment', 'internet-options', 'autoconfig'),
    }),
    { selector: (route) => route.host, maxLength: 3 },
  ),
  autoconfig: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ url: fc.webUrl(), failure: fc.option(text) }) },
  ),
  hostsFile: fc.array(fc.record({ host, address }), { maxLength: 2 }),
  network: text,
  lastReached: fc.array(fc.record({ host, here: fc.option(time), elsewhere: fc.option(time) }), { maxLength: 2 }),
});

/** Steps that belong together, up to the one where it ends. */
const visit = fc
  .record({ host, purpose, address, dns, tcp, tls, http, steps: fc.constantFrom(1, 2, 3, 3, 3, 4, 4) })
  .map(({ host, purpose, address, dns, tcp, tls, http, steps }): Unnumbered<Observation>[] => {
    const same = { host, purpose, address } as const;
    const ended = <Seen extends { failure: Failure | null }>(step: number, seen: Seen): Seen =>
      step < steps ? { ...seen, failure: null } : seen;
    const all = [
      ended(1, { ...dns, host, purpose, name: host, transport: 'os', resolver: null, addresses: [address] } as const),
      ended(2, { ...tcp, ...same, port: 443 } as const),
      ended(3, { ...tls, ...same, route: 'direct' } as const),
      { ...http, ...same, route: 'direct' } as const,
    ];
    return all.slice(0, steps);
  });

const stray = fc.oneof(
  { weight: 3, arbitrary: dns },
  { weight: 2, arbitrary: tcp },
  { weight: 1, arbitrary: proxy },
  { weight: 4, arbitrary: tls },
  { weight: 2, arbitrary: http },
);

const observations: fc.Arbitrary<Observation[]> = fc
  .tuple(fc.array(visit, { maxLength: 4 }), fc.array(stray, { maxLength: 8 }))
  .map(([visits, strays]) => numbered([...visits.flat(), ...strays]));

/** Ids as a run gives them. */
export function numbered(seen: readonly Unnumbered<Observation>[]): Observation[] {
  return seen.map((one, index) => ({ ...one, id: `${one.kind}-${index + 1}` }) as Observation);
}

export const evidence: fc.Arbitrary<Evidence> = fc.record({
  version: fc.constant(1),
  program: fc.record({ version: text, node: text, platform: text }),
  checkedAt: time,
  elapsedMs: fc.double({ min: 0, max: 30_000, noNaN: true }),
  hosts: fc.constantFrom([data, install], [data], [install, data], ['service.example.test'], [data, data]),
  computer,
  observations,
});
