/**
 * A resolver that answers some names with an error of its choice, and passes the rest to an honest one.
 *
 *   node responder.ts LISTEN UPSTREAM '{"blocked.example":{"rcode":3,"extendedError":[17,"Filtered"]}}'
 *
 * A rule covers the name and all below it; "" covers every name; null means silence. unbound 1.17 attaches no extended error (RFC 8914) to
 * what it blocks itself, hence this.
 */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import packet from 'dns-packet';

/** RCODE by number (RFC 1035, section 4.1.1), and INFO-CODE with EXTRA-TEXT (RFC 8914, section 2). */
interface Rule {
  readonly rcode: number;
  readonly extendedError?: readonly [number, string];
}
export type Rules = Readonly<Record<string, Rule | null>>;

const [listen = '', upstream = '', json = '{}'] = process.argv.slice(2);
const rules: Rules = JSON.parse(json);

const udp = createSocket('udp4');
udp.on('message', async (question, { port, address }) => {
  const reply = await answer(question);
  if (reply) udp.send(reply, port, address);
});
udp.bind(53, listen);

createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', async (framed) => {
    const reply = await answer(framed.subarray(2));
    if (!reply) return;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(reply.length);
    socket.end(Buffer.concat([length, reply]));
  });
}).listen(53, listen);

async function answer(question: Buffer): Promise<Buffer | null> {
  const { id, questions = [], additionals = [] } = packet.decode(question);
  const name = questions[0]?.name.toLowerCase() ?? '';
  const rule = Object.entries(rules).find(([zone]) => zone === '' || name === zone || name.endsWith(`.${zone}`))?.[1];
  if (rule === undefined) return ask(question);
  if (rule === null) return null;
  const asksForOptions = additionals.some(({ type }) => type === 'OPT');
  return packet.encode({
    type: 'response',
    id,
    // The low four bits of the flags are the RCODE.
    flags: packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | rule.rcode,
    questions,
    additionals: asksForOptions ? [options(rule.extendedError)] : [],
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
