import { Client } from 'undici';
import type { DnsObservation } from '../model/observation.ts';
import { classify, interrupted, timedOut } from './classify.ts';
import { within } from './deadline.ts';
import { type DnsOutcome, encodeQuery, type RecordType, readReply } from './dns.ts';
import type { Roots } from './roots.ts';
import { begin, type Errand, type Unnumbered } from './stopwatch.ts';

export interface DohQuestion extends Errand {
  readonly name: string;
  readonly recordType: RecordType;
  /** RFC 8484 endpoint, e.g. https://1.1.1.1/dns-query */
  readonly url: string;
  readonly roots: Roots;
}

const longestReply = 16_384;

/** The same question asked of an unrelated resolver, out of the local resolver's reach. Never rejects. */
export async function probeDoh(
  question: DohQuestion,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Unnumbered<DnsObservation>> {
  const end = begin(question);
  const ended = await within(timeoutMs, signal, (over) => ask(question, timeoutMs, over));
  const outcome: DnsOutcome =
    ended.by === 'itself'
      ? ended.value
      : silent(ended.by === 'deadline' ? timedOut('resolve') : interrupted('resolve'));
  const { name, recordType, url } = question;
  const { failure, addresses, reply } = outcome;
  const answer = { resolver: url, recordType, addresses, reply, lateReplies: [] };
  return { kind: 'dns', ...end(), failure, name, transport: 'https', ...answer };
}

function silent(failure: DnsOutcome['failure']): DnsOutcome {
  return { failure, addresses: [], reply: null, truncated: false };
}

/** GET over HTTP/2, which some resolvers speak alone; the id is 0, so that caches along the way can serve (RFC 8484, 4.1). */
async function ask(
  { url, name, recordType, roots }: DohQuestion,
  timeoutMs: number,
  over: AbortSignal,
): Promise<DnsOutcome> {
  const endpoint = new URL(url);
  const client = new Client(endpoint.origin, {
    allowH2: true,
    // undici aborts no connection that is still being opened, and gives it 10 s.
    connect: { secureContext: roots.context('bundled', 'small'), timeout: timeoutMs },
  });
  try {
    const query = encodeQuery(name, recordType, 0).toString('base64url');
    const response = await client.request({
      method: 'GET',
      path: `${endpoint.pathname}?dns=${query}`,
      headers: { accept: 'application/dns-message' },
      signal: over,
    });
    const chunks: Buffer[] = [];
    for await (const chunk of response.body) {
      chunks.push(chunk);
      if (chunks.reduce((size, { length }) => size + length, 0) > longestReply) break;
    }
    const misbehaving = silent({
      operation: 'resolve',
      failure: 'dns_server_misbehaving',
      code: `HTTP ${response.statusCode}`,
    });
    if (response.statusCode !== 200) return misbehaving;
    return readReply(Buffer.concat(chunks), name, recordType, 0) ?? misbehaving;
  } catch (error) {
    return silent(classify('resolve', error));
  } finally {
    client.destroy().catch(() => {});
  }
}
