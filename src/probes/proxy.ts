import { connect, isIP, type Socket } from 'node:net';
import type { Failure } from '../model/failure.ts';
import type { ProxyObservation } from '../model/observation.ts';
import { classify, interrupted, timedOut } from './classify.ts';
import { within } from './deadline.ts';
import { begin, type Errand, type Unnumbered } from './stopwatch.ts';
import { printable, printableHeaders } from './untrusted.ts';

/**
 * Not imported: an import reads every export of a built-in module, and those of node:http include WebSocket, whose getter
 * loads all of Node's own undici (lib/http.js). That takes some 50 ms at each start, whether or not there is a proxy.
 */
const { request } = process.getBuiltinModule('node:http');

/** A proxy as it must be reached. Only `host:port` of it may enter the evidence. */
export interface ProxyServer {
  readonly host: string;
  readonly port: number;
  /** Value of Proxy-Authorization, where the settings or the environment hold credentials. */
  readonly authorization: string | null;
}

export interface Tunnelled {
  readonly seen: Unnumbered<ProxyObservation>;
  /** The tunnel: open, and the caller's to close, exactly where the proxy answered with a 2xx. */
  readonly socket: Socket | null;
}

const telling = ['server', 'via', 'x-squid-error', 'x-cache', 'location', 'retry-after'] as const;

/**
 * Asks a proxy for a tunnel to `errand.host`, port 443. By hand and not by a library's agent: those hide the offered
 * authentication schemes and the proxy's own error header. Never rejects.
 */
export async function probeProxy(
  errand: Errand,
  proxy: ProxyServer,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Tunnelled> {
  const end = begin(errand);
  // Nothing is looked up where the proxy is named by its address.
  const progress: Progress = { stage: isIP(proxy.host) === 0 ? 'resolve' : 'connect' };
  const ended = await within(timeoutMs, signal, (over) => tunnel(errand.host, proxy, progress, over));
  const answer =
    ended.by === 'itself' ? ended.value : { ...unanswered, ...progress, failure: late(ended.by), socket: null };
  const { socket, ...seen } = answer;
  return { seen: { kind: 'proxy', ...end(), proxy: `${proxy.host}:${proxy.port}`, ...seen }, socket };
}

type Answer = Pick<ProxyObservation, 'stage' | 'statusCode' | 'schemes' | 'headers' | 'failure'> & {
  readonly socket: Socket | null;
};

/** How far it has come: also known where it comes no further. */
interface Progress {
  stage: ProxyObservation['stage'];
}

const unanswered = { statusCode: null, schemes: [] as string[], headers: {} as Record<string, string> };

function late(by: 'deadline' | 'signal'): Failure {
  return by === 'deadline' ? timedOut('proxy_connect') : interrupted('proxy_connect');
}

function tunnel(host: string, proxy: ProxyServer, progress: Progress, over: AbortSignal): Promise<Answer> {
  return new Promise((settle) => {
    const socket = connect({ host: proxy.host, port: proxy.port, noDelay: true });
    const fail = (error: Error) => {
      socket.destroy();
      settle({ ...unanswered, ...progress, failure: failureOf(error, progress.stage), socket: null });
    };
    const giveUp = () => fail(new Error('given up'));
    over.addEventListener('abort', giveUp, { once: true });
    socket.on('error', fail);
    socket.once('lookup', (error) => {
      if (error === null) progress.stage = 'connect';
    });
    socket.once('connect', () => {
      progress.stage = 'answer';
      const authority = `${host}:443`;
      const asking = request({
        method: 'CONNECT',
        path: authority,
        headers: {
          host: authority,
          ...(proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization }),
        },
        createConnection: () => socket,
        maxHeaderSize: 65_536,
      });
      asking.on('error', fail);
      asking.once('connect', (response, _socket, head) => {
        const { statusCode = 0, headers, headersDistinct } = response;
        const granted = statusCode >= 200 && statusCode < 300;
        over.removeEventListener('abort', giveUp);
        if (!granted) socket.destroy();
        // What came together with the answer is the beginning of what the tunnel carries.
        else if (head.length > 0) socket.unshift(head);
        settle({
          ...progress,
          statusCode,
          schemes: schemesOf(headersDistinct['proxy-authenticate'] ?? []),
          headers: printableHeaders(headers, telling),
          failure: granted
            ? null
            : { operation: 'proxy_connect', failure: 'unknown_failure', code: `HTTP ${statusCode}` },
          socket: granted ? socket : null,
        });
      });
      asking.end();
    });
  });
}

function failureOf(error: Error, stage: ProxyObservation['stage']): Failure {
  const failure = classify(stage === 'resolve' ? 'resolve' : 'proxy_connect', error);
  // Node's HTTP client calls a clean close "socket hang up" and gives it the code of a reset.
  const closed = stage === 'answer' && failure.code === 'ECONNRESET' && !('syscall' in error);
  return { ...failure, operation: 'proxy_connect', ...(closed ? { failure: 'eof_error' } : {}) };
}

/** RFC 9110, 11.6: each challenge begins with its scheme; several may share one header. Quoted text is none. */
function schemesOf(challenges: readonly string[]): string[] {
  const unquoted = challenges.map((challenge) => challenge.slice(0, 4_096).replace(/"(?:[^"\\]|\\.)*"/g, '""'));
  const schemes = unquoted.flatMap((challenge) =>
    [...challenge.matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+[^=\s,]|\s*(?:,|$))/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(schemes.map((scheme) => printable(scheme, 32)))];
}
