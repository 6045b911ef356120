/**
 * A resolver that answers some names in its own way, and passes the rest to an honest one.
 *
 *   node responder.ts LISTEN UPSTREAM '{"blocked.example":{"rcode":3,"extendedError":[17,"Filtered"]}}'
 *
 * A rule covers the name and all below it; "" covers every name; the first that fits counts. unbound 1.17 attaches no
 * extended error (RFC 8914) to what it blocks itself, hence this.
 */
import { createSocket } from 'node:dgram';
import { createServer, isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import packet from 'dns-packet';

/**
 * null is silence. Otherwise one of: an RCODE by number (RFC 1035, section 4.1.1), perhaps with INFO-CODE and EXTRA-TEXT
 * (RFC 8914, section 2); the addresses to answer with, while a family that has none among them is answered honestly or,
 * where `others` is "none", with nothing; an address for what the honest resolver does not know; the honest answer, late.
 * `followedBy` comes after it by UDP: the honest answer, as where something on the way answers first, or the same again.
 */
type Rule =
  | null
  | {
      readonly rcode: number;
      readonly extendedError?: readonly [number, string];
      readonly followedBy?: 'honest' | 'again';
    }
  | {
      readonly addresses: readonly string[];
      readonly others: 'honest' | 'none';
      readonly followedBy?: 'honest' | 'again';
    }
  | { readonly insteadOfUnknown: string }
  | { readonly afterMs: number };
export type Rules = Readonly<Record<string, Rule>>;

/** The way to a resolver outside and back, on which what injects an answer is nearer. */
const followingMs = 100;

const [listen = '', upstream = '', json = '{}'] = process.argv.slice(2);
const rules: Rules = JSON.parse(json);

const udp = createSocket('udp4');
udp.on('message', async (question, { port, address }) => {
  const rule = ruleFor(question);
  const reply = await answer(question, rule);
  if (reply === null) return;
  udp.send(reply, port, address);
  if (rule === null || rule === undefined || !('followedBy' in rule)) return;
  await sleep(followingMs);
  udp.send(rule.followedBy === 'again' ? reply : await ask(question), port, address);
});
udp.bind(53, listen);

createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', async (framed) => {
    const question = framed.subarray(2);
    const reply = await answer(question, ruleFor(question));
    if (!reply) return;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(reply.length);
    socket.end(Buffer.concat([length, reply]));
  });
}).listen(53, listen);

function ruleFor(question: Buffer): Rule | undefined {
  const name = packet.decode(question).questions?.[0]?.name ?? '';
  return Object.entries(rules).find(([zone]) => covers(zone, name.toLowerCase()))?.[1];
}

async function answer(question: Buffer, rule: Rule | undefined): Promise<Buffer | null> {
  const { questions = [], additionals = [] } = packet.decode(question);
  if (rule === undefined) return ask(question);
  if (rule === null) return null;
  if ('rcode' in rule) {
    const asksForOptions = additionals.some((record) => record.type === 'OPT');
    return reply(question, rule.rcode, [], asksForOptions ? [options(rule.extendedError)] : []);
  }
  if ('addresses' in rule) {
    const fitting = rule.addresses.filter((address) => questions[0]?.type === (isIPv6(address) ? 'AAAA' : 'A'));
    return fitting.length === 0 && rule.others === 'honest' ? ask(question) : reply(question, 0, fitting, []);
  }
  if ('afterMs' in rule) {
    await sleep(rule.afterMs);
    return ask(question);
  }
  const honest = await ask(question);
  const unknown = (packet.decode(honest) as unknown as { rcode: string }).rcode === 'NXDOMAIN';
  return unknown ? reply(question, 0, questions[0]?.type === 'A' ? [rule.insteadOfUnknown] : [], []) : honest;
}

const covers = (zone: string, name: string) => zone === '' || name === zone || name.endsWith(`.${zone}`);

function reply(question: Buffer, rcode: number, addresses: readonly string[], additionals: packet.Answer[]): Buffer {
  const { id, questions = [] } = packet.decode(question);
  return packet.encode({
    type: 'response',
    id,
    // The low four bits of the flags are the RCODE.
    flags: packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | rcode,
    questions,
    answers: addresses.map((data) => ({
      type: isIPv6(data) ? 'AAAA' : 'A',
      name: questions[0]?.name ?? '',
      ttl: 60,
      data,
    })),
    additionals,
  });
}

function options(extendedError: readonly [number, string] | undefined): packet.Answer {
  const [infoCode, extraText] = extendedError ?? [];
  const code = Buffer.alloc(2);
  code.writeUInt16BE(infoCode ?? 0);
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    flags: 0,
    flag_do: false,
    extendedRcode: 0,
    ednsVersion: 0,
    options: infoCode === undefined ? [] : [{ code: 15, data: Buffer.concat([code, Buffer.from(extraText ?? '')]) }],
  } as unknown as packet.Answer;
}

function ask(question: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('message', (reply) => {
      socket.close();
      resolve(reply);
    });
    socket.send(question, 53, upstream);
  });
}
