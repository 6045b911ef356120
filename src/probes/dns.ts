/** The system's lookup, which decides what the connector gets, and raw queries, which show what a resolver really said. */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect, isIP, isIPv6 } from 'node:net';
import { type Answer, type DecodedPacket, decode, encode, RECURSION_DESIRED } from 'dns-packet';
import type { Failure, FailureName } from '../model/failure.ts';
import type { DnsObservation, DnsReply, LateReply } from '../model/observation.ts';
import { classify, interrupted, timedOut } from './classify.ts';
import { type Ended, within } from './deadline.ts';
import { begin, type Errand, type Unnumbered } from './stopwatch.ts';
import { printable } from './untrusted.ts';

export type RecordType = 'A' | 'AAAA';

export interface DnsQuestion extends Errand {
  readonly name: string;
  readonly resolver: string;
  readonly recordType: RecordType;
}

/** RFC 9715 and DNS flag day 2020: fits one unfragmented datagram on practically every path. */
const udpPayloadSize = 1232;
/** A canary is asked once: that nobody answers it is the ordinary case. */
const tries = { canary: 1, others: 2 } as const;
const longestTcpReply = 16_384;
const mostAddresses = 16;
/** Who injects an answer has to be first, and the honest one follows. Source: OONI Probe, dnsoverudp.go, lateTimeout. */
const lateMs = 500;
const mostLateReplies = 4;

/** The system's lookup of both families, hosts file, cache and search order included. Never rejects. */
export async function probeLookup(
  errand: Errand,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Unnumbered<DnsObservation>> {
  const end = begin(errand);
  // The lookup itself cannot be cancelled: it is left behind in libuv's thread pool when its time is over.
  const ended = await within(timeoutMs, signal, () =>
    lookup(errand.host, { all: true, order: 'verbatim' }).then(
      (found) => ({ addresses: found.map(({ address }) => address), failure: null }),
      (error: unknown) => ({ addresses: [] as string[], failure: classify('resolve', error) }),
    ),
  );
  const { addresses, failure } = ended.by === 'itself' ? ended.value : { addresses: [], failure: unfinished(ended) };
  return {
    kind: 'dns',
    ...end(),
    failure,
    name: errand.host,
    transport: 'os',
    resolver: null,
    recordType: null,
    addresses: [...new Set(addresses)].slice(0, mostAddresses),
    reply: null,
    lateReplies: [],
  };
}

/**
 * One question to one resolver: UDP with EDNS, TCP where the reply was truncated. About a target, it stays for late
 * replies, which `elapsedMs` does not count. Never rejects.
 */
export async function probeDns(
  question: DnsQuestion,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Unnumbered<DnsObservation>> {
  const end = begin(question);
  const allowed = question.purpose === 'canary' ? tries.canary : tries.others;
  let outcome: DnsOutcome = unfinishedOutcome(timedOut('resolve'));
  let late: Promise<LateReply[]> = Promise.resolve([]);
  for (let attempt = 0; attempt < allowed && isTimeout(outcome.failure) && !signal.aborted; attempt++) {
    const ended = await within(timeoutMs, signal, (over) => askByUdp(question, over, signal));
    if (ended.by === 'itself') ({ outcome, late } = ended.value);
    else outcome = unfinishedOutcome(unfinished(ended));
  }
  let transport: 'udp' | 'tcp' = 'udp';
  if (outcome.truncated) {
    transport = 'tcp';
    const ended = await within(timeoutMs, signal, (over) => askByTcp(question, over));
    outcome = ended.by === 'itself' ? ended.value : unfinishedOutcome(unfinished(ended));
  }
  const { name, resolver, recordType } = question;
  const { failure, addresses, reply } = outcome;
  const seen = { kind: 'dns', ...end(), failure, name, transport, resolver, recordType, addresses, reply } as const;
  return { ...seen, lateReplies: await late };
}

/** What a reply says, or why there is none. */
export interface DnsOutcome {
  readonly failure: Failure | null;
  readonly addresses: string[];
  readonly reply: DnsReply | null;
  readonly truncated: boolean;
}

/** A question in wire format. The id guards against stray replies, so it must not be predictable (RFC 5452). */
export function encodeQuery(name: string, recordType: RecordType, id: number): Buffer {
  return encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [{ type: recordType, name, class: 'IN' }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  });
}

/**
 * Reads a reply to exactly this question. null: these bytes are no reply to it (garbage, another id, another question),
 * and whoever waits should go on waiting.
 */
export function readReply(bytes: Buffer, name: string, recordType: RecordType, id: number): DnsOutcome | null {
  let packet: DecodedPacket;
  try {
    packet = decode(bytes);
  } catch {
    return null;
  }
  const asked = packet.questions?.[0];
  const matches =
    packet.type === 'response' &&
    packet.id === id &&
    packet.questions?.length === 1 &&
    asked?.type === recordType &&
    asked.name.toLowerCase() === name.toLowerCase();
  if (!matches) return null;
  const answers = packet.answers ?? [];
  const ofType = answers.flatMap((answer) => (answer.type === 'A' || answer.type === 'AAAA' ? [answer] : []));
  // dns-packet 5.6.1 reads an address past the end of the message as "192.0.undefined.undefined".
  if (ofType.some((answer) => isIP(answer.data) === 0)) return null;
  const addresses = ofType.map((answer) => answer.data).slice(0, mostAddresses);
  const { rcode } = packet as unknown as { rcode: string };
  const reply: DnsReply = {
    rcode,
    authoritative: packet.flag_aa,
    recursionAvailable: packet.flag_ra,
    soa: soaOf(packet.authorities ?? []),
    canonicalNames: answers.flatMap((answer) => (answer.type === 'CNAME' ? [shown(answer.data)] : [])),
    ttlSeconds: ofType[0]?.ttl ?? null,
    extendedErrors: extendedErrorsOf(packet.additionals ?? []),
  };
  return { failure: failureOf(rcode, addresses), addresses, reply, truncated: packet.flag_tc };
}

const rcodes: Readonly<Record<string, FailureName>> = {
  NXDOMAIN: 'dns_nxdomain_error',
  SERVFAIL: 'dns_servfail_error',
  REFUSED: 'dns_refused_error',
};

function failureOf(rcode: string, addresses: readonly string[]): Failure | null {
  if (rcode === 'NOERROR' && addresses.length > 0) return null;
  const failure = rcode === 'NOERROR' ? 'dns_no_answer' : (rcodes[rcode] ?? 'dns_server_misbehaving');
  return { operation: 'resolve', failure, code: printable(rcode, 32) };
}

function soaOf(authorities: readonly Answer[]): string | null {
  const soa = authorities.find((record) => record.type === 'SOA');
  return soa === undefined ? null : shown(soa.name);
}

/** RFC 8914: option 15 holds a two-byte INFO-CODE and a UTF-8 text. dns-packet hands it over undecoded. */
function extendedErrorsOf(additionals: readonly Answer[]): DnsReply['extendedErrors'] {
  const options = additionals.flatMap((record) => (record.type === 'OPT' ? record.options : []));
  return options.flatMap((option) => {
    const { code, data } = option as unknown as { code: number; data: Uint8Array | undefined };
    if (code !== 15 || data === undefined || data.length < 2) return [];
    const bytes = Buffer.from(data);
    return [{ infoCode: bytes.readUInt16BE(0), text: printable(bytes.toString('utf8', 2), 200) }];
  });
}

function shown(name: string): string {
  return printable(name, 255);
}

function isTimeout(failure: Failure | null): boolean {
  return failure?.failure === 'generic_timeout_error';
}

function unfinished(ended: Ended<unknown>): Failure {
  return ended.by === 'deadline' ? timedOut('resolve') : interrupted('resolve');
}

function unfinishedOutcome(failure: Failure): DnsOutcome {
  return { failure, addresses: [], reply: null, truncated: false };
}

/** late: settles when nothing more is waited for. */
interface Heard {
  readonly outcome: DnsOutcome;
  readonly late: Promise<LateReply[]>;
}

/**
 * The socket is connected, so that the kernel drops datagrams from elsewhere and reports ICMP errors. `over` ends the wait
 * for the first reply, `signal` that for others, too.
 */
function askByUdp(question: DnsQuestion, over: AbortSignal, signal: AbortSignal): Promise<Heard> {
  const { name, resolver, recordType, purpose } = question;
  const first = Promise.withResolvers<Heard>();
  const late = Promise.withResolvers<LateReply[]>();
  const lateReplies: LateReply[] = [];
  const id = randomInt(0x1_0000);
  const socket = createSocket(isIPv6(resolver) ? 'udp6' : 'udp4');
  let waiting = true;
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    if (timer !== undefined) clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    socket.removeAllListeners('message').close();
    late.resolve(lateReplies);
  };
  const settle = (outcome: DnsOutcome, lingerMs: number) => {
    if (!waiting) return;
    waiting = false;
    first.resolve({ outcome, late: late.promise });
    signal.addEventListener('abort', stop, { once: true });
    timer = setTimeout(stop, lingerMs);
  };
  const fail = (failure: Failure) => settle(unfinishedOutcome(failure), 0);
  over.addEventListener('abort', () => fail(timedOut('resolve')), { once: true });
  socket.on('error', (error) => fail(classify('resolve', error)));
  socket.on('message', (bytes) => {
    const outcome = readReply(bytes, name, recordType, id);
    if (outcome === null) return;
    if (waiting) settle(outcome, purpose === 'target' && !outcome.truncated ? lateMs : 0);
    else if (outcome.reply !== null && lateReplies.length < mostLateReplies)
      lateReplies.push({ rcode: outcome.reply.rcode, addresses: outcome.addresses });
  });
  // The callback also gets the error of a connect that failed, which the type does not say.
  socket.connect(53, resolver, (error?: Error) => {
    if (error !== undefined && error !== null) fail(classify('resolve', error));
    else if (waiting) socket.send(encodeQuery(name, recordType, id));
  });
  return first.promise;
}

/** RFC 7766: two bytes of length before the message. */
function askByTcp({ name, resolver, recordType }: DnsQuestion, over: AbortSignal): Promise<DnsOutcome> {
  return new Promise((settle) => {
    const id = randomInt(0x1_0000);
    const socket = connect({ host: resolver, port: 53, autoSelectFamily: false });
    let received = Buffer.alloc(0);
    const finish = (outcome: DnsOutcome) => {
      socket.destroy();
      settle(outcome);
    };
    over.addEventListener('abort', () => finish(unfinishedOutcome(timedOut('resolve'))), { once: true });
    socket.on('error', (error) => finish(unfinishedOutcome(classify('resolve', error))));
    socket.on('close', () => finish(unfinishedOutcome({ operation: 'resolve', failure: 'eof_error', code: null })));
    socket.once('connect', () => {
      const query = encodeQuery(name, recordType, id);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(query.length);
      socket.write(Buffer.concat([length, query]));
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const length = received.length < 2 ? Number.POSITIVE_INFINITY : received.readUInt16BE(0);
      if (length !== Number.POSITIVE_INFINITY && length > longestTcpReply) {
        finish(unfinishedOutcome({ operation: 'resolve', failure: 'dns_server_misbehaving', code: null }));
      } else if (received.length >= 2 + length) {
        const outcome = readReply(received.subarray(2, 2 + length), name, recordType, id);
        const misbehaving: Failure = { operation: 'resolve', failure: 'dns_server_misbehaving', code: null };
        finish(outcome === null ? unfinishedOutcome(misbehaving) : { ...outcome, truncated: false });
      }
    });
  });
}
