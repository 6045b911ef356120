import type { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProxyObservation } from '../../src/model/observation.ts';
import { type ProxyServer, probeProxy } from '../../src/probes/proxy.ts';
import { probeTls } from '../../src/probes/tls.ts';
import { answer, answering, onHead } from '../support/http.ts';
import {
  type Behaviour,
  closing,
  droppingPort,
  listen,
  refusingPort,
  repeating,
  resetting,
  type Server,
  saying,
  silent,
  trickling,
  whenAsked,
} from '../support/network.ts';
import { roots } from '../support/trust.ts';

const errand = { host: 'service.example.test', purpose: 'target' } as const;
const never = new AbortController().signal;
const established = 'HTTP/1.1 200 Connection established\r\n\r\n';

interface Circumstances {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly proxy?: Partial<ProxyServer>;
}

async function connectThrough({ address, port }: Pick<Server, 'address' | 'port'>, circumstances: Circumstances = {}) {
  const { signal = never, timeoutMs = 20_000 } = circumstances;
  const proxy = { host: address, port, authorization: null, ...circumstances.proxy };
  const { seen, socket } = await probeProxy(errand, proxy, timeoutMs, signal);
  // What is seen must be what a saved file may hold.
  ProxyObservation.parse({ id: 'proxy-1', ...seen });
  return { seen, socket };
}

test('the tunnel opens: the socket is open and the caller’s', async () => {
  let request = '';
  await using server = await listen(
    onHead((socket, head) => {
      request = head;
      socket.write(established);
    }),
  );
  const { seen, socket } = await connectThrough(server);
  expect(seen).toMatchObject({ kind: 'proxy', ...errand, failure: null, stage: 'answer', statusCode: 200 });
  expect(seen.proxy).toBe(`127.0.0.1:${server.port}`);
  expect(request).toMatch(/^CONNECT service\.example\.test:443 HTTP\/1\.1\r\n/);
  expect(request).toMatch(/\r\nhost: service\.example\.test:443\r\n/i);
  expect(request).not.toMatch(/authorization|cookie/i);
  expect(socket?.readyState).toBe('open');
  socket?.destroy();
  await server.abandoned();
});

test('the password goes to the proxy, and not into what is seen', async () => {
  let request = '';
  await using server = await listen(
    onHead((socket, head) => {
      request = head;
      socket.write(answer('407 Proxy Authentication Required', { 'Proxy-Authenticate': 'Basic realm="x"' }));
    }),
  );
  const { seen } = await connectThrough(server, { proxy: { authorization: 'Basic c2VjcmV0' } });
  expect(request).toMatch(/\r\nproxy-authorization: Basic c2VjcmV0\r\n/i);
  expect(JSON.stringify(seen)).not.toContain('c2VjcmV0');
});

describe('a refusal', () => {
  const refusals: readonly (readonly [string, string, object])[] = [
    [
      'three schemes are offered, two of them in one header',
      answer('407 Proxy Authentication Required', {
        'Proxy-Authenticate': ['Negotiate', 'NTLM, Basic realm="Office, floor 2", charset="UTF-8"'],
      }),
      { statusCode: 407, schemes: ['Negotiate', 'NTLM', 'Basic'] },
    ],
    ['407 without a scheme', answer('407 Proxy Authentication Required'), { statusCode: 407, schemes: [] }],
    ['forbidden', answer('403 Forbidden', { Via: '1.1 gw' }), { statusCode: 403, headers: { via: '1.1 gw' } }],
    [
      'the proxy names its own error',
      answer('502 Bad Gateway', { 'X-Squid-Error': 'ERR_DNS_FAIL 0', Server: 'squid/5.7' }),
      { statusCode: 502, headers: { 'x-squid-error': 'ERR_DNS_FAIL 0', server: 'squid/5.7' } },
    ],
    ['a redirect', answer('302 Found', { Location: 'http://login.example.test/' }), { statusCode: 302 }],
    [
      'a body without end',
      `${answer('503 Service Unavailable', { 'Content-Length': '9'.repeat(9) })}x`,
      { statusCode: 503 },
    ],
  ];
  test.each(refusals)('%s', async (_name, text, expected) => {
    await using server = await listen(answering(text));
    const { seen, socket } = await connectThrough(server);
    expect(seen).toMatchObject({ stage: 'answer', ...expected });
    expect(seen.failure).toMatchObject({ operation: 'proxy_connect', code: `HTTP ${seen.statusCode}` });
    expect(socket).toBeNull();
    await server.abandoned();
    expect(server.accepted()).toBe(1);
  });
});

describe('no answer', () => {
  const failures: readonly (readonly [string, Behaviour, string])[] = [
    ['it closes at once', closing, 'eof_error'],
    ['it closes when asked', whenAsked(closing), 'eof_error'],
    ['it resets when asked', whenAsked(resetting), 'connection_reset'],
    ['it closes within the headers', whenAsked(saying('HTTP/1.1 200 OK\r\nVia: x')), 'eof_error'],
    ['it speaks another protocol', answering('SSH-2.0-OpenSSH_9.2\r\n'), 'unknown_failure'],
    ['it speaks SOCKS', answering(Uint8Array.of(5, 0)), 'unknown_failure'],
    ['it speaks TLS', answering(Buffer.from('15030300020228', 'hex')), 'unknown_failure'],
    ['a header of 10 MB', answering(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(10_000_000)}\r\n\r\n`), 'unknown_failure'],
    [
      'headers without end',
      onHead((socket) => repeating(`X: ${'x'.repeat(1_000)}\r\n`, 'HTTP/1.1 200 OK\r\n')(socket)),
      'unknown_failure',
    ],
  ];
  test.each(failures)('%s', async (_name, behave, failure) => {
    await using server = await listen(behave);
    const { seen, socket } = await connectThrough(server);
    expect(seen.failure).toMatchObject({ operation: 'proxy_connect', failure });
    expect(seen).toMatchObject({ stage: 'answer', statusCode: null, schemes: [], headers: {} });
    expect(socket).toBeNull();
    await server.abandoned();
    expect(server.accepted()).toBe(1);
  });

  test.each<[string, Behaviour]>([
    ['silence', silent],
    ['one byte every few milliseconds', trickling('HTTP/1.1 200 OK\r\nX: ')],
    ['100 Continue for ever', onHead((socket) => repeating('HTTP/1.1 100 Continue\r\n\r\n')(socket))],
  ])('%s: the deadline says so', async (_name, behave) => {
    await using server = await listen(behave);
    const { seen, socket } = await connectThrough(server, { timeoutMs: 200 });
    expect(seen.failure).toEqual({ operation: 'proxy_connect', failure: 'generic_timeout_error', code: null });
    expect(socket).toBeNull();
    await server.abandoned();
  });

  test('nobody listens there: the connection failed', async () => {
    const { seen } = await connectThrough(await refusingPort());
    expect(seen.failure).toEqual({ operation: 'proxy_connect', failure: 'connection_refused', code: 'ECONNREFUSED' });
    expect(seen.stage).toBe('connect');
  });

  test('the SYN is dropped: the connection failed', async () => {
    await using port = await droppingPort();
    const { seen } = await connectThrough(port, { timeoutMs: 200 });
    expect(seen.failure).toEqual({ operation: 'proxy_connect', failure: 'generic_timeout_error', code: null });
    expect(seen.stage).toBe('connect');
  });
});

describe('behind the tunnel', () => {
  const question = { ...errand, route: 'proxy', address: errand.host, serverName: errand.host } as const;

  test.each([
    ['it resets', resetting, 'connection_reset'],
    ['it closes', closing, 'eof_error'],
  ])('%s when the ClientHello comes', async (_name, then, failure) => {
    await using server = await listen(
      onHead((socket) => {
        whenAsked(then)(socket);
        socket.write(established);
      }),
    );
    const { socket } = await connectThrough(server);
    const { seen } = await probeTls({ ...question, hello: 'small', roots }, socket as Socket, null, 20_000, never);
    expect(seen.failure).toEqual({ operation: 'tls_handshake', failure, code: 'ECONNRESET' });
    await server.abandoned();
  });

  test('what came with the answer belongs to the tunnel', async () => {
    await using server = await listen(answering(`${established}220 mail.example.test\r\n`));
    const { socket } = await connectThrough(server);
    const { seen } = await probeTls({ ...question, hello: 'small', roots }, socket as Socket, null, 2_000, never);
    expect(seen.failure).toMatchObject({ operation: 'tls_handshake', code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
    await server.abandoned();
  });
});

describe('the run ends', () => {
  test('while the proxy thinks: interrupted', async () => {
    const run = new AbortController();
    await using server = await listen(onHead(() => run.abort()));
    const { seen, socket } = await connectThrough(server, { signal: run.signal });
    expect(seen.failure).toEqual({ operation: 'proxy_connect', failure: 'interrupted', code: null });
    expect(socket).toBeNull();
    await server.abandoned();
  });

  test('before it: nothing is sent', async () => {
    await using server = await listen(silent);
    const { seen } = await connectThrough(server, { signal: AbortSignal.abort() });
    expect(seen.failure?.failure).toBe('interrupted');
    expect(server.accepted()).toBe(0);
  });
});

test('whatever stands in the headers, the probe ends with something that can be kept', async () => {
  let text = '';
  await using server = await listen(onHead((socket) => void socket.end(Buffer.from(text, 'latin1'))));
  const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
  const value = fc.oneof(
    bytes,
    fc.constantFrom('Basic realm="a, b"', 'NTLM', ',,,', '=', 'a=b', `${'x,'.repeat(9_999)}`),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 999 }), fc.array(value, { maxLength: 4 }), async (status, values) => {
      text = answer(`${status} Whatever`, { 'Proxy-Authenticate': values, Via: values });
      const { seen, socket } = await connectThrough(server);
      expect(socket === null).toBe(seen.failure !== null);
      socket?.destroy();
      expect(JSON.stringify([seen.schemes, seen.headers]).replace(/\\[\\"]/g, '')).not.toMatch(/\p{Cc}|\\/u);
      for (const scheme of seen.schemes) expect(scheme).toMatch(/^[A-Za-z][\w-]*…?$/);
    }),
    { numRuns: 100 },
  );
  await server.abandoned();
});
