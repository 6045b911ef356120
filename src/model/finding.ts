/** What may be claimed. Codes and their fields are a public contract: add, never rename. */
import { z } from 'zod';

export const Severity = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** Of the cause, not of the symptom. certain: an artefact; likely: a clear A/B experiment; possible: also an outage. */
export const Certainty = z.enum(['certain', 'likely', 'possible']);
export type Certainty = z.infer<typeof Certainty>;

const claim = {
  /** null where it concerns the whole computer or network. */
  host: z.string().nullable(),
  severity: Severity,
  certainty: Certainty,
  /** Whose product it is; null without evidence from the tables. */
  product: z.string().nullable(),
  /** Ids of the observations that carry the claim. */
  because: z.array(z.string()),
};

const statusCode = z.number().int();
const proxy = z.string();
const addresses = z.array(z.string());
/** Not the resolver's own answer: that followed, and is another. */
const injected = z.boolean();
/** Where this computer last got through, as far as it is remembered: from this network within the hour, or elsewhere. */
const worked = z.enum(['here', 'elsewhere']).nullable();

export const Finding = z.discriminatedUnion('code', [
  z.object({ code: z.literal('network-offline'), ...claim }),
  z.object({ code: z.literal('captive-portal'), ...claim, location: z.string().nullable() }),
  z.object({ code: z.literal('clock-skewed'), ...claim, offsetSeconds: z.number().int().nullable() }),
  z.object({ code: z.literal('hosts-file-override'), ...claim, addresses }),
  z.object({ code: z.literal('local-firewall-denied'), ...claim }),
  z.object({
    code: z.literal('dns-blocked'),
    ...claim,
    manner: z.enum(['nxdomain', 'null-address', 'sinkhole', 'refused', 'servfail', 'extended-error', 'no-address']),
    resolver: z.string().nullable(),
    injected,
    /** RFC 8914 text, or what the sinkhole table says the address means; null where neither is known. */
    detail: z.string().nullable(),
  }),
  z.object({ code: z.literal('dns-rewritten'), ...claim, addresses, injected }),
  z.object({ code: z.literal('dns-resolver-down'), ...claim, resolver: z.string().nullable() }),
  z.object({ code: z.literal('dns-intercepted'), ...claim }),
  z.object({
    code: z.literal('connect-blocked'),
    ...claim,
    manner: z.enum(['refused', 'dropped', 'unreachable']),
    scope: z.enum(['host', 'all-https']),
    worked,
  }),
  z.object({ code: z.literal('ipv6-broken'), ...claim }),
  z.object({ code: z.literal('tcp-intercepted'), ...claim }),
  z.object({
    code: z.literal('sni-filtered'),
    ...claim,
    manner: z.enum(['reset', 'dropped', 'closed', 'alert']),
    alert: z.number().int().nullable(),
    via: z.enum(['direct', 'proxy']),
  }),
  z.object({
    code: z.literal('tls-inspected'),
    ...claim,
    issuer: z.string(),
    trusted: z.boolean(),
    scope: z.enum(['host', 'all-https']).nullable(),
  }),
  z.object({
    code: z.literal('tls-interrupted'),
    ...claim,
    manner: z.enum(['reset', 'dropped', 'closed', 'alert']),
    alert: z.number().int().nullable(),
    worked,
  }),
  z.object({
    code: z.literal('wrong-certificate'),
    ...claim,
    problem: z.enum(['name', 'expired', 'not-yet-valid', 'unknown-authority', 'incomplete-chain']),
    issuer: z.string(),
  }),
  z.object({ code: z.literal('not-tls'), ...claim }),
  z.object({ code: z.literal('tls-version-rejected'), ...claim, offered: z.array(z.string()) }),
  z.object({ code: z.literal('large-hello-dropped'), ...claim }),
  z.object({ code: z.literal('large-packets-dropped'), ...claim }),
  z.object({ code: z.literal('block-page'), ...claim, statusCode, location: z.string().nullable() }),
  z.object({
    code: z.literal('service-unavailable'),
    ...claim,
    manner: z.enum(['http-status', 'name-not-found', 'no-answer', 'malformed']),
    statusCode: statusCode.nullable(),
    /** Retry-After of a 429 or 503, as sent. */
    retryAfter: z.string().nullable(),
  }),
  z.object({ code: z.literal('proxy-authentication-required'), ...claim, schemes: z.array(z.string()), proxy }),
  z.object({
    code: z.literal('proxy-denied'),
    ...claim,
    statusCode,
    proxy,
    scope: z.enum(['host', 'all']),
  }),
  z.object({ code: z.literal('proxy-upstream-failed'), ...claim, statusCode, proxy }),
  z.object({ code: z.literal('proxy-unreachable'), ...claim, proxy }),
  z.object({ code: z.literal('proxy-drops-connect'), ...claim, proxy }),
  z.object({ code: z.literal('proxy-autoconfig-failed'), ...claim, url: z.string() }),
  z.object({ code: z.literal('proxy-only'), ...claim }),
]);
export type Finding = z.infer<typeof Finding>;
export type FindingCode = Finding['code'];
export type FindingOf<Code extends FindingCode> = Extract<Finding, { code: Code }>;

/** Worst first. Whether the connector gets through; it accuses nobody. */
export const Verdict = z.enum(['offline', 'failing', 'inconclusive', 'impaired', 'clear']);
export type Verdict = z.infer<typeof Verdict>;

export const HostVerdict = z.object({ host: z.string(), verdict: Verdict, path: z.enum(['direct', 'proxy']) });
export type HostVerdict = z.infer<typeof HostVerdict>;

export interface Diagnosis {
  readonly verdict: Verdict;
  readonly hosts: readonly HostVerdict[];
  readonly findings: readonly Finding[];
}
