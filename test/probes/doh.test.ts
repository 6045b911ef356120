import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DnsObservation } from '../../src/model/observation.ts';
import { probeDoh } from '../../src/probes/doh.ts';
import { openRoots } from '../../src/probes/roots.ts';
import { makeIdentity } from '../support/certificates.ts';
import { answer, answering, onHead } from '../support/http.ts';
import { type Behaviour, listen, listenTls, repeating, type Server, silent } from '../support/network.ts';
import { address, flags, readQuery, reply } from '../support/resolver.ts';

const name = 'service.example.test';
const never = new AbortController().signal;
const authority = makeIdentity({ subject: [['CN', 'Root']], authority: true });
const leaf = makeIdentity({ subject: [['CN', 'localhost']], names: ['localhost'], issuer: authority });
const identity = { key: leaf.key, cert: leaf.certificate };
const roots = openRoots([authority.certificate]);

async function ask(port: number, timeoutMs = 20_000, signal = never) {
  const url = `https://localhost:${port}/dns-query`;
  const errand = { host: name, purpose: 'control', name, recordType: 'A' } as const;
  const seen = await probeDoh({ ...errand, url, roots }, timeoutMs, signal);
  // What is seen must be what a saved file may hold.
  DnsObservation.parse({ id: 'dns-1', ...seen });
  return seen;
}

const message = (body: Uint8Array, status = '200 OK') => [
  answer(status, { 'Content-Type': 'application/dns-message', 'Content-Length': String(body.length) }),
  body,
];
/** Answers a GET with what is made of its query. */
function replying(make: (query: ReturnType<typeof readQuery>) => Uint8Array, status?: string): Behaviour {
  return onHead((socket, head) => {
    const query = readQuery(Buffer.from(/\?dns=([\w-]+)/.exec(head)?.[1] ?? '', 'base64url'));
    for (const part of message(make(query), status)) socket.write(part);
  });
}

describe('over HTTP/2', () => {
  const server = createSecureServer(identity);
  server.on('stream', (stream, headers) => {
    const query = readQuery(Buffer.from(String(headers[':path']).split('=')[1] ?? '', 'base64url'));
    stream.respond({ ':status': 200 });
    stream.end(reply(query, { answers: [address(name, '192.0.2.9')] }));
  });
  beforeAll(() => new Promise<void>((settle) => void server.listen(0, '127.0.0.1', settle)));
  afterAll(() => void server.close());

  test('an honest answer', async () => {
    const { port } = server.address() as AddressInfo;
    expect(await ask(port)).toMatchObject({
      failure: null,
      transport: 'https',
      resolver: `https://localhost:${port}/dns-query`,
      addresses: ['192.0.2.9'],
    });
  });
});

describe('over HTTP/1.1', () => {
  const misbehaving = { failure: 'dns_server_misbehaving' };
  test.each<[string, Behaviour, object | null]>([
    ['an honest answer', replying((query) => reply(query, { answers: [address(name, '192.0.2.9')] })), null],
    ['no such name', replying((query) => reply(query, { rcode: 3 })), { failure: 'dns_nxdomain_error' }],
    [
      'truncated, and empty',
      replying((query) => reply(query, { flags: flags.TRUNCATED })),
      { failure: 'dns_no_answer' },
    ],
    ['another question', replying((query) => reply({ ...query, name: 'other.example.test' })), misbehaving],
    ['another id', replying((query) => reply({ ...query, id: 7 })), misbehaving],
    ['garbage', answering(...message(Buffer.from('garbage'))), misbehaving],
    ['a block page', answering(answer('403 Forbidden', {}, '<h1>Blocked</h1>')), { ...misbehaving, code: 'HTTP 403' }],
    [
      'a redirect',
      answering(answer('302 Found', { Location: 'https://localhost/' })),
      { ...misbehaving, code: 'HTTP 302' },
    ],
    [
      'a body without end',
      onHead((socket) => repeating('x'.repeat(1_000), 'HTTP/1.1 200 OK\r\n\r\n')(socket)),
      misbehaving,
    ],
    [
      'a header of 1 MB',
      answering(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`),
      { failure: 'unknown_failure' },
    ],
  ])('%s', async (_name, behave, failure) => {
    await using server = await listenTls(identity, behave);
    const seen = await ask(server.port);
    if (failure === null) expect(seen).toMatchObject({ failure: null, addresses: ['192.0.2.9'] });
    else expect(seen.failure).toMatchObject({ operation: 'resolve', ...failure });
    await server.abandoned();
    expect(server.accepted()).toBe(1);
  });
});

describe('no answer', () => {
  async function expectSilence(server: Server): Promise<void> {
    const seen = await ask(server.port, 200);
    expect(seen.failure).toEqual({ operation: 'resolve', failure: 'generic_timeout_error', code: null });
    await server.abandoned();
  }

  test('silence after the handshake', async () => {
    await using server = await listenTls(identity, silent);
    await expectSilence(server);
  });

  test('silence before it', async () => {
    await using server = await listen(silent);
    await expectSilence(server);
  });

  test('somebody else’s certificate: nothing is asked', async () => {
    let received = 0;
    const stranger = makeIdentity({ subject: [['CN', 'localhost']], names: ['localhost'] });
    await using server = await listenTls({ key: stranger.key, cert: stranger.certificate }, (socket) => {
      socket.on('data', (bytes) => {
        received += bytes.length;
      });
    });
    expect((await ask(server.port)).failure?.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    await server.abandoned();
    expect(received).toBe(0);
  });

  test('the run ends', async () => {
    const run = new AbortController();
    await using server = await listenTls(identity, (socket) => {
      silent(socket);
      run.abort();
    });
    expect((await ask(server.port, 60_000, run.signal)).failure?.failure).toBe('interrupted');
    await server.abandoned();
  });
});
