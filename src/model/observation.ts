/**
 * What one operation saw: one operation, one outcome, at most one failure. Facts that were not reached are null, so
 * that "not seen" and "not there" stay different.
 */
import { z } from 'zod';
import { Failure } from './failure.ts';

/**
 * Why the operation was made.
 *
 * target       what the connector itself would do
 * other-route  the same by the route that the connector does not take
 * control      the same for an unrelated host, or the target's name asked of an unrelated resolver
 * experiment   one thing changed: another name, another hello, a sibling name
 * canary       a question that nothing honest answers
 * portal       the page that Windows itself asks for to detect captive portals
 */
export const Purpose = z.enum(['target', 'other-route', 'control', 'experiment', 'canary', 'portal']);
export type Purpose = z.infer<typeof Purpose>;

export const Route = z.enum(['direct', 'proxy']);
export type Route = z.infer<typeof Route>;

const operation = {
  id: z.string(),
  /** The target this was done for; where it was done for none, the host that was asked. */
  host: z.string(),
  purpose: Purpose,
  startedAt: z.iso.datetime(),
  elapsedMs: z.number().nonnegative(),
  failure: Failure.nullable(),
};

/** RFC 8914 extended DNS error. */
const ExtendedError = z.object({ infoCode: z.number().int(), text: z.string() });

/** The header and sections of a DNS reply that tell an honest answer from a filter's. */
export const DnsReply = z.object({
  /** RCODE as its IANA mnemonic: NOERROR, NXDOMAIN, SERVFAIL, REFUSED, ... */
  rcode: z.string(),
  authoritative: z.boolean(),
  recursionAvailable: z.boolean(),
  /** Owner name of the SOA in the authority section, or null where there is none. */
  soa: z.string().nullable(),
  canonicalNames: z.array(z.string()),
  ttlSeconds: z.number().int().nullable(),
  extendedErrors: z.array(ExtendedError),
});
export type DnsReply = z.infer<typeof DnsReply>;

/** Another answer to the same question, after the first. */
const LateReply = z.object({ rcode: z.string(), addresses: z.array(z.string()) });
export type LateReply = z.infer<typeof LateReply>;

export const DnsObservation = z.object({
  ...operation,
  kind: z.literal('dns'),
  /** The name that was asked for. */
  name: z.string(),
  /** os: the system's own lookup (hosts file, cache and all); the others: one raw query. */
  transport: z.enum(['os', 'udp', 'tcp', 'https']),
  /** Address (udp, tcp) or URL (https) that was asked; null for the system's lookup. */
  resolver: z.string().nullable(),
  /** null: both at once, as the system's lookup does. */
  recordType: z.enum(['A', 'AAAA']).nullable(),
  addresses: z.array(z.string()),
  reply: DnsReply.nullable(),
  /** What else came: an honest resolver answers a question once. Evidence of before 0.1.0 does not have it. */
  lateReplies: z.array(LateReply).default([]),
});
export type DnsObservation = z.infer<typeof DnsObservation>;

export const TcpObservation = z.object({
  ...operation,
  kind: z.literal('tcp'),
  address: z.string(),
  port: z.number().int(),
});
export type TcpObservation = z.infer<typeof TcpObservation>;

export const ProxyObservation = z.object({
  ...operation,
  kind: z.literal('proxy'),
  /** host:port of the proxy, without credentials. */
  proxy: z.string(),
  /** The step that failed within CONNECT, where one did: its name, its TCP connection, or its answer. */
  stage: z.enum(['resolve', 'connect', 'answer']),
  statusCode: z.number().int().nullable(),
  /** Schemes of all Proxy-Authenticate headers, as offered. */
  schemes: z.array(z.string()),
  headers: z.record(z.string(), z.string()),
});
export type ProxyObservation = z.infer<typeof ProxyObservation>;

/**
 * What the ClientHello offers.
 *
 * small         what fits one segment, as the connector's does
 * large         ML-KEM too, which makes it longer than one segment
 * tls12         TLS 1.2 and no later
 * legacy        TLS 1.0 and 1.1, which the connector does not accept
 * incompatible  only ciphers that no server accepts, so that a healthy one answers with a short alert
 */
export const Hello = z.enum(['small', 'large', 'tls12', 'legacy', 'incompatible']);
export type Hello = z.infer<typeof Hello>;

/** One certificate as presented. */
export const Certificate = z.object({
  subject: z.string(),
  /** RFC 4514-like text, and the three attributes that vendors are known by. */
  issuer: z.object({ dn: z.string(), cn: z.string(), o: z.string(), ou: z.string() }),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
  sha256: z.string(),
});
export type Certificate = z.infer<typeof Certificate>;

/** A chain judged by each root store, and by name and dates apart, because Node reports only the first error. */
export const Judgement = z.object({
  nameMatches: z.boolean(),
  dates: z.enum(['valid', 'expired', 'not-yet-valid']),
  /** What a full verification (trust, dates, name) with these roots said. system: bundled and system roots together. */
  rejectedBy: z.object({ bundled: Failure.nullable(), system: Failure.nullable() }),
  /** Whether the signatures lead from the leaf to a root of the store, whatever the dates and the name. */
  anchoredIn: z.object({ bundled: z.boolean(), system: z.boolean() }),
  /** Whether the issuer's organization is that of a bundled root: then an intermediate certificate may be missing. */
  publicIssuer: z.boolean(),
});
export type Judgement = z.infer<typeof Judgement>;

export const TlsObservation = z.object({
  ...operation,
  kind: z.literal('tls'),
  route: Route,
  /** Through a proxy, the name that it was asked for. */
  address: z.string(),
  /** The name sent as SNI (RFC 6066); null: none was sent. */
  serverName: z.string().nullable(),
  hello: Hello,
  bytesRead: z.number().int(),
  /** RFC 8446 name where known, e.g. TLSv1.3. */
  protocol: z.string().nullable(),
  /** RFC 8446 alert number, where the peer sent one. */
  alert: z.number().int().nullable(),
  /** The beginning of what came instead of TLS. */
  notTls: z.string().nullable(),
  chain: z.array(Certificate),
  judgement: Judgement.nullable(),
});
export type TlsObservation = z.infer<typeof TlsObservation>;

export const HttpObservation = z.object({
  ...operation,
  kind: z.literal('http'),
  route: Route,
  /** Through a proxy, the name that it was asked for. */
  address: z.string(),
  url: z.string(),
  /** Whether the certificate behind it satisfied the bundled public roots; false over plain HTTP. */
  publiclyValid: z.boolean(),
  statusCode: z.number().int().nullable(),
  headers: z.record(z.string(), z.string()),
  /** The first 64 KB; empty over a publicly valid chain, where it says nothing about the network. */
  body: z.string(),
});
export type HttpObservation = z.infer<typeof HttpObservation>;

export const Observation = z.discriminatedUnion('kind', [
  DnsObservation,
  TcpObservation,
  ProxyObservation,
  TlsObservation,
  HttpObservation,
]);
export type Observation = z.infer<typeof Observation>;
export type ObservationOf<Kind extends Observation['kind']> = Extract<Observation, { kind: Kind }>;
