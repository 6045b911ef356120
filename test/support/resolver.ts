/** Resolvers on the loopback address, honest and otherwise; and the replies that they give, as bytes. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Answer, decode, encode, type Packet } from 'dns-packet';

const RECURSION_AVAILABLE = 1 << 7;
const TRUNCATED = 1 << 9;
export const flags = { RECURSION_AVAILABLE, TRUNCATED, AUTHENTIC: 1 << 5 } as const;

export interface Query {
  readonly id: number;
  readonly name: string;
  readonly type: 'A' | 'AAAA';
  readonly bytes: Buffer;
}

export function readQuery(bytes: Buffer): Query {
  const { id = 0, questions } = decode(bytes);
  const question = questions?.[0];
  if (question === undefined) throw new Error('a query without a question');
  return { id, name: question.name, type: question.type as Query['type'], bytes };
}

/** rcode: RFC 6895, 2.3, as a number. */
export function reply({ id, name, type }: Query, fields: Partial<Packet> & { rcode?: number } = {}): Buffer {
  const { rcode = 0, flags: more = 0, ...rest } = fields;
  const question = { type, name, class: 'IN' } as const;
  return encode({ type: 'response', id, flags: RECURSION_AVAILABLE | more | rcode, questions: [question], ...rest });
}

export function address(name: string, data: string): Answer {
  return { type: data.includes(':') ? 'AAAA' : 'A', name, ttl: 60, data };
}

/** RFC 8914. */
export function extendedError(infoCode: number, text: string): Answer {
  const data = Buffer.concat([Buffer.from([infoCode >> 8, infoCode & 255]), Buffer.from(text)]);
  const options = [{ code: 15, data }] as unknown as Extract<Answer, { type: 'OPT' }>['options'];
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options,
  };
}

/** Datagrams to send back, in this order. */
export type ByUdp = (query: Query) => readonly Uint8Array[];
/** Bytes to send back; then the connection stays open, or is closed with `end`. */
export type ByTcp = (query: Query) => { readonly bytes: Uint8Array; readonly end?: boolean };

export interface Resolver extends AsyncDisposable {
  readonly queries: { readonly udp: readonly Query[]; readonly tcp: readonly Query[] };
}

/** Port 53 of an address such as 127.7.7.1, which no other program uses. Needs the right to bind it. */
export async function startResolver(at: string, byUdp: ByUdp, byTcp: ByTcp | null = null): Promise<Resolver> {
  const queries = { udp: [] as Query[], tcp: [] as Query[] };
  const udp = createSocket('udp4');
  udp.on('message', (bytes, { address: from, port }) => {
    const query = readQuery(bytes);
    queries.udp.push(query);
    for (const datagram of byUdp(query)) udp.send(datagram, port, from);
  });
  udp.bind(53, at);
  await once(udp, 'listening');
  const tcp = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const query = readQuery(bytes.subarray(2));
      queries.tcp.push(query);
      const said = byTcp?.(query);
      if (said !== undefined) socket.write(said.bytes);
      if (said?.end === true) socket.end();
    });
  });
  if (byTcp !== null) {
    tcp.listen(53, at);
    await once(tcp, 'listening');
  }
  return {
    queries,
    async [Symbol.asyncDispose]() {
      udp.close();
      tcp.close();
    },
  };
}

/** RFC 7766, 8: the length comes first. */
export function framed(message: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
}
