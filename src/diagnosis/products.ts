/**
 * Whose product it is: by the issuer of a certificate, by the address that a resolver gave, by the page that came
 * instead of the service, and by what a proxy says of itself. The tables are facts about products, each with its
 * source; assets/products/README.md tells how they are kept.
 */
import type { Certificate, DnsReply } from '../model/observation.ts';
import { type Confidence, issuerRows, pageTable, sinkholeRows } from './tables.ts';

/**
 * Names the product that issued a chain. A row matches when all fields it gives match the whole field of the issuer,
 * as in Chromium's ssl_error_assistant.cc. The leaf's issuer is asked first, then every further one that was sent.
 * Rows of low confidence also fit innocent issuers: ask for them only where both root stores reject the chain, and
 * they come last, after every issuer of the chain was tried against the others.
 */
export function productOfIssuer(
  chain: readonly Certificate[],
  options: { readonly includeLowConfidence: boolean },
): { product: string; confidence: Confidence } | null {
  const rounds = options.includeLowConfidence ? [false, true] : [false];
  for (const low of rounds) {
    const rows = issuerRows.filter((row) => (row.confidence === 'low') === low);
    for (const { issuer } of chain) {
      const row = rows.find((candidate) => issued(candidate, issuer));
      if (row !== undefined) return { product: row.product, confidence: row.confidence };
    }
  }
  return null;
}

function issued(row: (typeof issuerRows)[number], issuer: Certificate['issuer']): boolean {
  return (
    (row.cn?.test(issuer.cn) ?? true) &&
    (row.o?.test(issuer.o) ?? true) &&
    (row.ou?.test(issuer.ou) ?? true) &&
    (row.words?.test(issuer.dn) ?? true) &&
    !(row.except?.test(issuer.dn) ?? false)
  );
}

/** What a row of the sinkhole table says; product null where the filter is known and its maker is not. */
export interface Sinkhole {
  readonly product: string | null;
  readonly meaning: string;
  readonly confidence: Confidence;
}

/**
 * Recognises the addresses and names that DNS filters answer with. The most trusted row wins. A row of low confidence
 * is worth something only together with a handshake that fails at that address.
 */
export function sinkhole(addresses: readonly string[], canonicalNames: readonly string[]): Sinkhole | null {
  const seenAddresses = new Set(addresses.map(canonicalAddress));
  const seenNames = new Set(canonicalNames.map(canonicalName));
  return saying(
    sinkholeRows.find(
      (row) =>
        (row.address !== undefined && seenAddresses.has(row.address)) ||
        (row.canonicalName !== undefined && seenNames.has(row.canonicalName)),
    ),
  );
}

/** Recognises filters that say NXDOMAIN, by how they say it. resolver: the address that was asked. */
export function filterOfReply(reply: DnsReply, resolver: string | null): Sinkhole | null {
  if (reply.rcode !== 'NXDOMAIN') return null;
  const soa = reply.soa === null ? null : canonicalName(reply.soa);
  const asked = resolver === null ? null : canonicalAddress(resolver);
  return saying(
    sinkholeRows.find(
      (row) =>
        (row.soa !== undefined && row.soa === soa) ||
        (row.withoutRecursion !== undefined &&
          !reply.recursionAvailable &&
          soa === null &&
          asked !== null &&
          row.withoutRecursion.includes(asked)),
    ),
  );
}

function saying(row: (typeof sinkholeRows)[number] | undefined): Sinkhole | null {
  return row === undefined ? null : { product: row.product, meaning: row.meaning, confidence: row.confidence };
}

/**
 * 0.0.0.0 and ::, which nothing on the internet can have (RFC 6890): the answer "no" of Pi-hole, ControlD, Cloudflare
 * Gateway, dnsmasq, unbound and others, and so the mark of a filter, but of no particular one.
 */
export function isNullAddress(address: string): boolean {
  return ['0.0.0.0', '::'].includes(canonicalAddress(address));
}

/** One spelling per address: RFC 5952, without zone, and IPv4 where it is IPv4-mapped (RFC 4291 2.5.5.2). */
function canonicalAddress(address: string): string {
  const text = address.trim().toLowerCase().replace(/%.*$/su, '');
  if (!text.includes(':')) return text;
  const url = URL.parse(`http://[${text}]/`);
  if (url === null) return text;
  const ipv6 = url.hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/u.exec(ipv6);
  if (mapped === null) return ipv6;
  const bytes = mapped.slice(1).flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
  return bytes.join('.');
}

function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/u, '');
}

/** An answer over a chain that the public roots do not vouch for. location: of a redirect, where it was taken apart. */
export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly location: string | null;
  readonly body: string;
  readonly statusCode: number;
}

/** Rows below this are believed only with a second sign. */
const believable = 5;

/**
 * Names the product whose page came instead of the service; portal: it asks for a login. Pages that are known to be
 * innocent come first: a proxy that passes on a fault blocks nothing. includeLow: the caller has a second sign, for
 * example the same product by its certificate; the statuses 403 and 451 (RFC 7725) are one, too.
 */
export function productOfPage(
  page: Page,
  options: { readonly includeLow: boolean },
): { product: string; portal: boolean } | null {
  const header = reader(page.headers, page.location);
  const innocent = pageTable.innocent.some((row) =>
    row.header === undefined ? page.body.includes(row.pattern) : header(row.header).startsWith(row.pattern),
  );
  if (innocent) return null;
  const floor = options.includeLow || page.statusCode === 403 || page.statusCode === 451 ? 0 : believable;
  const row =
    pageTable.headers.find((candidate) => candidate.confidence >= floor && says(header, candidate)) ??
    pageTable.body.find((candidate) => candidate.confidence >= floor && page.body.includes(candidate.pattern));
  if (row === undefined) return null;
  return { product: row.product, portal: 'portal' in row && row.portal === true };
}

/** Names the proxy by the headers of its own answer to CONNECT, whatever that answer was. */
export function productOfProxy(headers: Readonly<Record<string, string>>): { product: string } | null {
  const header = reader(headers, null);
  const rows = [...pageTable.headers, ...pageTable.proxy];
  const row = rows.find((candidate) => candidate.confidence >= believable && says(header, candidate));
  return row === undefined ? null : { product: row.product };
}

/** Header names are case-insensitive (RFC 9110 5.1). An absent header reads as an empty one. */
function reader(headers: Readonly<Record<string, string>>, location: string | null): (name: string) => string {
  const lowerCase = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (location !== null) lowerCase.set('location', location);
  return (name) => lowerCase.get(name) ?? '';
}

function says(header: (name: string) => string, row: { header: string; match: string; pattern: string }): boolean {
  const value = header(row.header);
  if (row.match === 'full') return value === row.pattern;
  return row.match === 'prefix' ? value.startsWith(row.pattern) : value.includes(row.pattern);
}
