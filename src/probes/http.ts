import type { Socket } from 'node:net';
import stream from 'node:stream';
import { Client, type Dispatcher } from 'undici';
import program from '../../package.json' with { type: 'json' };
import type { HttpObservation, Route } from '../model/observation.ts';
import { classify, interrupted, timedOut } from './classify.ts';
import { within } from './deadline.ts';
import { begin, type Errand, type Unnumbered } from './stopwatch.ts';
import { printable, printableHeaders } from './untrusted.ts';

export interface HttpQuestion extends Errand {
  readonly url: string;
  readonly route: Route;
  readonly address: string;
  /** Whether the bundled public roots vouch for the connection. */
  readonly publiclyValid: boolean;
}

const longestBody = 65_536;
/** A body that trickles must not cost the status that came before it. */
const longestBodyMs = 2_000;
const maxHeaderSize = 65_536;

/** Headers that name a product, a place or a time. No cookies. */
const telling = [
  'server',
  'via',
  'location',
  'date',
  'retry-after',
  'content-type',
  'x-squid-error',
  'x-cache',
  'blocked-by',
] as const;

/**
 * One GET over a socket that was probed before, and that this closes. Redirects are recorded, not followed; no cookies, no
 * credentials. Not HEAD: block pages are known by their bodies. Never rejects.
 */
export async function probeHttp(
  question: HttpQuestion,
  socket: Socket,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Unnumbered<HttpObservation>> {
  const end = begin(question);
  const ended = await within(timeoutMs, signal, (over) => get(question, socket, over));
  socket.destroy();
  const nothing = { statusCode: null, headers: {}, body: '' };
  const answer =
    ended.by === 'itself'
      ? ended.value
      : {
          ...nothing,
          failure: ended.by === 'deadline' ? timedOut('http_round_trip') : interrupted('http_round_trip'),
        };
  const { route, address, url, publiclyValid } = question;
  return { kind: 'http', ...end(), ...answer, route, address, url, publiclyValid };
}

/** undici compiles its parser at the first response, which takes as long as a near server does: so not at that one. */
export async function warmUp(): Promise<void> {
  const [near, far] = stream.duplexPair();
  far.once('data', () => far.end('HTTP/1.1 204 No Content\r\n\r\n'));
  const client = new Client('http://localhost', {
    connect: (_options, callback) => void setImmediate(() => callback(null, near as unknown as Socket)),
  });
  await client.request({ method: 'GET', path: '/' }).catch(() => {});
  client.destroy().catch(() => {});
}

type Answer = Pick<HttpObservation, 'statusCode' | 'headers' | 'body' | 'failure'>;

/** The status line and headers count as an answer, even where the body breaks off. */
async function get({ url: asked, publiclyValid }: HttpQuestion, socket: Socket, over: AbortSignal): Promise<Answer> {
  const url = new URL(asked);
  const client = new Client(url.origin, {
    // Called back later, not at once: undici 8.12.4 hangs for ever on a synchronous callback.
    connect: (_options, callback) => void setImmediate(() => callback(...openOr(socket))),
    pipelining: 0,
    maxHeaderSize,
  });
  try {
    const response = await client.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { 'user-agent': `connection-check/${program.version}`, accept: '*/*' },
      signal: over,
    });
    const headers = printableHeaders(response.headers, telling);
    const body = publiclyValid ? '' : await beginning(response.body, over);
    return { statusCode: response.statusCode, headers, body, failure: null };
  } catch (error) {
    return { statusCode: null, headers: {}, body: '', failure: classify('http_round_trip', error) };
  } finally {
    // Not awaited: it waits for the body of a response that nobody reads to its end.
    client.destroy().catch(() => {});
  }
}

/** undici asks for another connection when the one that it got is closed, and would ask for ever, given the same. */
function openOr(socket: Socket): [error: null, socket: Socket] | [error: Error, socket: null] {
  if (!socket.destroyed) return [null, socket];
  return [new Error('closed before it was asked', { cause: socket.errored ?? { code: 'ERR_SOCKET_CLOSED' } }), null];
}

/** The beginning of a body that may be endless, slow or broken. */
async function beginning(body: Dispatcher.ResponseData['body'], signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const read = async () => {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= longestBody) break;
    }
  };
  // What came before the end of the time, or of the connection, is what there is.
  await within(longestBodyMs, signal, () => read().catch(() => {}));
  return printable(Buffer.concat(chunks).subarray(0, longestBody).toString('utf8'), longestBody);
}
