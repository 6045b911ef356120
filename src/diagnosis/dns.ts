import { isIPv6 } from 'node:net';
import type { Evidence } from '../model/evidence.ts';
import type { Finding, FindingOf } from '../model/finding.ts';
import type { DnsObservation } from '../model/observation.ts';
import { filterOfReply, isNullAddress, sinkhole } from './products.ts';
import { type Account, idsOf, isPublic, observed } from './reading.ts';
import type { Rule } from './rule.ts';

type DnsBlocked = FindingOf<'dns-blocked'>;

/** RFC 8914: Blocked, Censored, Filtered. The other codes tell of faults, or refuse the client and not the name. */
const filterCodes = [15, 16, 17];

/** This name is answered with "no" or with a filter's address, while other names resolve. */
export const dnsBlocked: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    if (account.path === 'proxy' || account.reached === 'public' || account.lookup === null) return [];
    const blocked = filterAddress(evidence, account) ?? (hasAddress(account) ? null : refusal(evidence, account));
    return blocked === null ? [] : [blocked];
  });

/** No resolver anywhere knows the name: the service's own doing. */
export const nameNotFound: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    const elsewhere = askedElsewhere(evidence, account);
    if (account.path === 'proxy' || account.lookup?.failure == null || !isUnknown(elsewhere)) return [];
    return [
      {
        code: 'service-unavailable',
        host: account.host,
        severity: 'critical',
        certainty: 'likely',
        product: null,
        because: idsOf(account.lookup, elsewhere),
        manner: 'name-not-found',
        statusCode: null,
        retryAfter: null,
      },
    ];
  });

/**
 * The system was given another address than unrelated resolvers give; theirs proves the name by TLS, and this one shows
 * something else, or cannot be the service's. An address that merely does not answer is no sign of rewriting.
 */
export const dnsRewritten: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    const { host, path, reached, handshake } = account;
    const addresses = account.lookup?.addresses ?? [];
    const elsewhere = askedElsewhere(evidence, account).filter((seen) => seen.addresses.length > 0);
    const given = elsewhere.flatMap((seen) => seen.addresses);
    // A family that the others were not asked for, or do not know, is nothing to compare with.
    const comparable = (address: string) => given.some((other) => isIPv6(other) === isIPv6(address));
    const foreign = addresses.filter((address) => comparable(address) && !given.includes(address));
    const impostor = handshake !== null && (handshake.judgement !== null || handshake.notTls !== null);
    const suspicious = impostor ? foreign.includes(handshake.address) : addresses.every(isPrivate);
    const proof = (['control', 'target'] as const)
      .flatMap((purpose) => observed(evidence, 'tls', { host, purpose }))
      .find((seen) => isPublic(seen) && given.includes(seen.address));
    const contradicted = askedFor(evidence, host).filter(({ lateReplies }) =>
      lateReplies.some((late) => late.addresses.some((address) => given.includes(address))),
    );
    const injected = contradicted.length > 0;
    if (path === 'proxy' || reached !== 'none' || foreign.length === 0 || addresses.some(isNullAddress)) return [];
    if (proof === undefined || !suspicious) return [];
    return [
      {
        code: 'dns-rewritten',
        host,
        severity: 'critical',
        certainty: injected ? 'certain' : 'likely',
        product: null,
        because: idsOf(account.lookup, contradicted, elsewhere, handshake, proof),
        addresses: foreign,
        injected,
      } satisfies Finding,
    ];
  });

/** RFC 1918, 3927, 4193, 4291 and loopback: no address of a service on the internet. */
function isPrivate(address: string): boolean {
  return /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|fe[89ab]|f[cd])/i.test(address);
}

function hasAddress({ lookup }: Account): boolean {
  return lookup !== null && lookup.addresses.length > 0;
}

function filterAddress(evidence: Evidence, account: Account): DnsBlocked | null {
  const replies = repliesFor(evidence, account.host);
  const addresses = account.lookup?.addresses ?? [];
  const nulls = replies.filter((reply) => reply.addresses.some(isNullAddress));
  if (addresses.length > 0 && addresses.every(isNullAddress)) {
    return blocked(account, 'null-address', nulls, { certainty: 'certain' });
  }
  const names = replies.flatMap(({ reply }) => reply?.canonicalNames ?? []);
  const known = sinkhole(addresses, names);
  // A row of low confidence counts only where the handshake fails there; that it does is why we are here.
  if (known === null || (known.confidence === 'low' && account.handshake === null)) return null;
  return blocked(account, 'sinkhole', replies, {
    certainty: known.confidence === 'low' ? 'likely' : 'certain',
    product: known.product,
    detail: known.meaning,
  });
}

const manners: ReadonlyMap<string, DnsBlocked['manner']> = new Map([
  ['NXDOMAIN', 'nxdomain'],
  ['REFUSED', 'refused'],
  ['SERVFAIL', 'servfail'],
]);

/** A resolver that answers other names refuses this one. */
function refusal(evidence: Evidence, account: Account): DnsBlocked | null {
  const elsewhere = askedElsewhere(evidence, account);
  if (isUnknown(elsewhere)) return null;
  const known = elsewhere.filter(({ addresses }) => addresses.length > 0);
  const replies = askedFor(evidence, account.host).filter(
    ({ resolver, failure }) => failure !== null && servesOthers(evidence, resolver),
  );
  const telling = replies.find(({ reply }) => filterText(reply) !== null);
  if (telling !== undefined) {
    return blocked(account, 'extended-error', [telling], {
      certainty: 'certain',
      product: productOf(telling),
      detail: filterText(telling.reply),
    });
  }
  const first = replies[0];
  if (first !== undefined) {
    if (isContradicted(first)) return blocked(account, mannerOf(first), replies, { certainty: 'certain' });
    const product = productOf(first);
    const shown = known.length > 0 || saysNoByItself(evidence, account.host, first);
    const certainty = product !== null ? 'certain' : shown ? 'likely' : 'possible';
    return blocked(account, mannerOf(first), [...replies, ...known], { certainty, product });
  }
  // No raw reply to go by, but the system was told that there is no such name.
  const unknown = account.lookup?.failure?.failure === 'dns_nxdomain_error';
  return unknown && repliesFor(evidence, account.host).length === 0 && evidence.computer.resolvers.length === 0
    ? blocked(account, 'nxdomain', known, { certainty: known.length > 0 ? 'likely' : 'possible' })
    : null;
}

/**
 * The resolver denies this name in its own voice (authoritative, without recursion, or without the zone's SOA), and a
 * name beside it as an honest resolver does (OONI tq-006).
 */
function saysNoByItself(evidence: Evidence, host: string, { resolver, reply }: DnsObservation): boolean {
  const sibling = observed(evidence, 'dns', { host, purpose: 'experiment' }).find((seen) => seen.resolver === resolver);
  const honest = (said: DnsObservation['reply']) =>
    said?.rcode === 'NXDOMAIN' && said.recursionAvailable && !said.authoritative && said.soa !== null;
  return reply?.rcode === 'NXDOMAIN' && !honest(reply) && honest(sibling?.reply ?? null);
}

function blocked(
  account: Account,
  manner: DnsBlocked['manner'],
  replies: readonly DnsObservation[],
  claim: Pick<DnsBlocked, 'certainty'> & Partial<Pick<DnsBlocked, 'product' | 'detail'>>,
): DnsBlocked {
  return {
    code: 'dns-blocked',
    host: account.host,
    severity: 'critical',
    product: null,
    detail: null,
    ...claim,
    because: idsOf(account.lookup, replies),
    manner,
    resolver: replies.find(({ transport }) => transport !== 'https')?.resolver ?? null,
    injected: replies.some(isContradicted),
  };
}

function mannerOf({ reply }: DnsObservation): DnsBlocked['manner'] {
  return manners.get(reply?.rcode ?? '') ?? 'no-address';
}

/**
 * The resolver's own answer came later and has addresses, of which the first knew none. A failed lookup may succeed a
 * moment later, where the network has doubled the question.
 */
function isContradicted({ addresses, reply, lateReplies }: DnsObservation): boolean {
  return (
    reply?.rcode !== 'SERVFAIL' &&
    lateReplies.some((late) => late.addresses.length > 0 && !late.addresses.some((each) => addresses.includes(each)))
  );
}

function filterText(reply: DnsObservation['reply']): string | null {
  const error = reply?.extendedErrors.find(({ infoCode }) => filterCodes.includes(infoCode));
  return error === undefined ? null : error.text || `EDE ${error.infoCode}`;
}

function productOf({ reply, resolver }: DnsObservation): string | null {
  return reply === null ? null : (filterOfReply(reply, resolver)?.product ?? null);
}

/** The configured resolvers, asked for the host one by one. */
function askedFor(evidence: Evidence, host: string): DnsObservation[] {
  return observed(evidence, 'dns', { host, purpose: 'target' }).filter(({ transport }) => transport !== 'os');
}

function repliesFor(evidence: Evidence, host: string): DnsObservation[] {
  return askedFor(evidence, host).filter(({ reply }) => reply !== null);
}

function servesOthers(evidence: Evidence, resolver: string | null): boolean {
  return observed(evidence, 'dns', { purpose: 'control' }).some(
    (seen) => seen.resolver === resolver && seen.addresses.length > 0,
  );
}

/** What unrelated resolvers said of the host: no answer from them says nothing about it. */
function askedElsewhere(evidence: Evidence, { host }: Account): DnsObservation[] {
  return observed(evidence, 'dns', { host, purpose: 'control' }).filter(
    ({ transport, name, reply }) => transport === 'https' && name === host && reply !== null,
  );
}

function isUnknown(elsewhere: readonly DnsObservation[]): boolean {
  return elsewhere.length > 0 && elsewhere.every(({ addresses }) => addresses.length === 0);
}
