import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { HttpObservation } from '../../src/model/observation.ts';
import { probeHttp } from '../../src/probes/http.ts';
import { probeTcp } from '../../src/probes/tcp.ts';
import { answer, answering, onHead } from '../support/http.ts';
import {
  type Behaviour,
  closing,
  listen,
  repeating,
  resetting,
  type Server,
  saying,
  silent,
  trickling,
  whenAsked,
} from '../support/network.ts';

const errand = { host: 'service.example.test', purpose: 'target' } as const;
const never = new AbortController().signal;

interface Circumstances {
  readonly publiclyValid?: boolean;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Asks only when the connection is closed. */
  readonly late?: boolean;
}

async function ask(server: Server, circumstances: Circumstances = {}) {
  const { publiclyValid = false, signal = never, timeoutMs = 20_000, late = false } = circumstances;
  const { socket } = await probeTcp({ ...errand, ...server }, 20_000, never);
  if (late) await new Promise((closed) => socket?.once('close', closed));
  const question = { ...errand, route: 'direct', address: server.address, publiclyValid } as const;
  const url = 'http://service.example.test/where?what=1';
  const seen = await probeHttp({ ...question, url }, socket as Socket, timeoutMs, signal);
  // What is seen must be what a saved file may hold.
  HttpObservation.parse({ id: 'http-1', ...seen });
  await server.abandoned();
  return seen;
}

describe('an answer', () => {
  test.each([
    ['200 OK', {}],
    ['204 No Content', {}],
    ['301 Moved Permanently', { Location: 'http://login.example.test/' }],
    ['401 Unauthorized', {}],
    ['403 Forbidden', { Server: 'filter' }],
    ['429 Too Many Requests', { 'Retry-After': '120' }],
    ['451 Unavailable For Legal Reasons', { 'Blocked-By': 'https://example.test/' }],
    ['503 Service Unavailable', { 'Retry-After': 'Fri, 31 Dec 1999 23:59:59 GMT' }],
    ['599 Whatever', { Via: '1.1 proxy' }],
  ])('%s is an answer, and not followed', async (status, headers) => {
    await using server = await listen(answering(answer(status, headers, status.startsWith('204') ? '' : 'page')));
    const seen = await ask(server);
    expect(seen).toMatchObject({ kind: 'http', failure: null, statusCode: Number(status.slice(0, 3)) });
    expect(seen.headers).toEqual(
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    );
    expect(server.accepted()).toBe(1);
  });

  test('the request names the host and the program, and carries nothing of this computer', async () => {
    let request = '';
    await using server = await listen(
      onHead((socket, head) => {
        request = head;
        socket.write(answer('200 OK'));
      }),
    );
    await ask(server);
    const lines = request.trim().split('\r\n');
    expect(lines[0]).toBe('GET /where?what=1 HTTP/1.1');
    expect(lines.slice(1).map((line) => line.split(':')[0]?.toLowerCase())).toEqual([
      'host',
      'connection',
      'user-agent',
      'accept',
    ]);
    expect(request).toMatch(/\r\nhost: service\.example\.test\r\n/i);
    expect(request).toMatch(/\r\nuser-agent: connection-check\/[\d.]+\r\n/);
  });

  test('cookies and other headers stay out of what is kept', async () => {
    const headers = { 'Set-Cookie': 'session=secret', 'X-User': 'somebody', Server: 'nginx' };
    await using server = await listen(answering(answer('200 OK', headers)));
    expect((await ask(server)).headers).toEqual({ server: 'nginx' });
  });

  test('a page that pretends is shown as what it is', async () => {
    const headers = { Location: 'http://x.test/\u202emoc.knab', Server: ['one', 'two'] };
    await using server = await listen(answering(Buffer.from(answer('302 Found', headers, '\u001b[31mred'), 'utf8')));
    const seen = await ask(server);
    expect(seen.headers.server).toBe('one, two');
    expect(JSON.stringify(seen)).not.toMatch(/\\u001b|\u202e/);
    expect(seen.body).toBe('·[31mred');
  });

  test('behind a public certificate the page says nothing about the network, and is not kept', async () => {
    await using server = await listen(answering(answer('503 Service Unavailable', {}, 'page')));
    expect(await ask(server, { publiclyValid: true })).toMatchObject({ statusCode: 503, body: '' });
  });
});

describe('a body', () => {
  const head = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 1000000000\r\n\r\n';
  const endless: Behaviour = onHead((socket) => repeating('block page '.repeat(1_000), head)(socket));

  test.each([false, true])('without end (public certificate: %s): its beginning is enough', async (publiclyValid) => {
    let written = () => 0;
    await using server = await listen((socket) => {
      written = () => socket.bytesWritten;
      endless(socket);
    });
    const seen = await ask(server, { publiclyValid });
    expect(seen).toMatchObject({ failure: null, statusCode: 403 });
    // What the kernel buffers is taken too; more was never read.
    expect(written()).toBeLessThan(30_000_000);
    expect(seen.body).toHaveLength(publiclyValid ? 0 : 65_536);
  });

  test('that trickles: what came is kept, and the status', async () => {
    await using server = await listen(onHead((socket) => trickling(`${head}block page`)(socket)));
    const seen = await ask(server);
    expect(seen).toMatchObject({ failure: null, statusCode: 403 });
    expect(seen.body).toMatch(/^block pagex+$/);
  });

  test.each([
    [
      'is reset',
      (socket: Socket) => void socket.write(`${head}block page`, () => setTimeout(() => resetting(socket), 50)),
    ],
    ['is cut short', (socket: Socket) => void socket.end(`${head}block page`)],
  ])('that %s: what came is kept, and the status', async (_name, then) => {
    await using server = await listen(onHead(then));
    expect(await ask(server)).toMatchObject({ failure: null, statusCode: 403, body: 'block page' });
  });

  test('in chunks that are none', async () => {
    await using server = await listen(
      answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nblock\r\nZZZ not a size\r\n'),
    );
    expect(await ask(server)).toMatchObject({ failure: null, statusCode: 200, body: 'block' });
  });

  test('in bytes that are no UTF-8', async () => {
    await using server = await listen(
      answering('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n', Uint8Array.of(0xff, 0xfe, 0x80, 0x41)),
    );
    expect((await ask(server)).body).toHaveLength(4);
  });
});

describe('no answer', () => {
  const failures: readonly (readonly [string, Behaviour, string])[] = [
    ['the peer closes', whenAsked(closing), 'eof_error'],
    ['the peer resets', whenAsked(resetting), 'connection_reset'],
    ['the peer closes within the headers', whenAsked(saying('HTTP/1.1 200 OK\r\nServer: x')), 'eof_error'],
    ['garbage', answering(Uint8Array.from({ length: 2_000 }, (_, at) => (at * 89) % 256)), 'unknown_failure'],
    ['another protocol', answering('SSH-2.0-OpenSSH_9.2\r\n'), 'unknown_failure'],
    ['a header of 10 MB', answering(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(10_000_000)}\r\n\r\n`), 'unknown_failure'],
    [
      'headers without end',
      onHead((socket) => repeating(`X: ${'x'.repeat(1_000)}\r\n`, 'HTTP/1.1 200 OK\r\n')(socket)),
      'unknown_failure',
    ],
    [
      'two lengths',
      answering('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx'),
      'unknown_failure',
    ],
    [
      'a switch of protocols that nobody asked for',
      answering('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      'eof_error',
    ],
  ];
  test.each(failures)('%s', async (_name, behave, failure) => {
    await using server = await listen(behave);
    const seen = await ask(server);
    expect(seen.failure).toMatchObject({ operation: 'http_round_trip', failure });
    expect(seen.failure?.code).toMatch(/^(UND_ERR_|HPE_|ECONN)/);
    expect(seen).toMatchObject({ statusCode: null, headers: {}, body: '' });
  });

  test.each<[string, Behaviour]>([
    ['silence', silent],
    ['one byte every few milliseconds', onHead((socket) => trickling('HTTP/1.1 200 OK\r\nX: ')(socket))],
    ['100 Continue for ever', onHead((socket) => repeating('HTTP/1.1 100 Continue\r\n\r\n')(socket))],
    [
      '103 Early Hints for ever',
      onHead((socket) => repeating('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n')(socket)),
    ],
  ])('%s: an end within the deadline', async (_name, behave) => {
    await using server = await listen(behave);
    const seen = await ask(server, { timeoutMs: 200 });
    expect(seen.failure?.operation).toBe('http_round_trip');
    expect(seen.statusCode).toBeNull();
  });

  test.each<[string, Behaviour, string]>([
    ['closes', closing, 'eof_error'],
    ['resets', (socket) => void setTimeout(() => resetting(socket), 100), 'connection_reset'],
  ])('a peer that %s before it is asked is not silent', async (_name, behave, failure) => {
    const warned: string[] = [];
    process.on('warning', ({ message }) => warned.push(message));
    await using server = await listen(behave);
    const seen = await ask(server, { late: true, timeoutMs: 2_000 });
    expect(seen.failure).toMatchObject({ operation: 'http_round_trip', failure });
    expect(warned).toEqual([]);
  });

  test('silence is called silence', async () => {
    await using server = await listen(silent);
    const seen = await ask(server, { timeoutMs: 200 });
    expect(seen.failure).toEqual({ operation: 'http_round_trip', failure: 'generic_timeout_error', code: null });
  });
});

describe('the run ends', () => {
  test('while waiting: interrupted', async () => {
    const run = new AbortController();
    await using server = await listen(onHead(() => run.abort()));
    const seen = await ask(server, { signal: run.signal });
    expect(seen.failure).toEqual({ operation: 'http_round_trip', failure: 'interrupted', code: null });
  });

  test('before it: interrupted, and nothing is sent', async () => {
    let received = 0;
    await using server = await listen((socket) => {
      socket.on('data', (bytes) => {
        received += bytes.length;
      });
    });
    expect((await ask(server, { signal: AbortSignal.abort() })).failure?.failure).toBe('interrupted');
    expect(received).toBe(0);
  });
});
