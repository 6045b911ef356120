import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { Hello } from '../../src/model/observation.ts';
import { probeTcp } from '../../src/probes/tcp.ts';
import { probeTls, type Secured } from '../../src/probes/tls.ts';
import {
  alerting,
  type Behaviour,
  closing,
  listen,
  listenTls,
  muttering,
  repeating,
  resetting,
  type Server,
  saying,
  sayingThenResetting,
  silent,
  whenAsked,
} from '../support/network.ts';
import { roots, serviceHost, shown } from '../support/trust.ts';

const errand = { host: serviceHost, purpose: 'target' } as const;
const never = new AbortController().signal;

interface Circumstances {
  readonly hello?: Hello;
  readonly serverName?: string | null;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

async function handshakeWith(server: Server, circumstances: Circumstances = {}): Promise<Secured> {
  const { hello = 'small', serverName = serviceHost, signal = never, timeoutMs = 20_000 } = circumstances;
  const dial = async () => (await probeTcp({ ...errand, ...server }, 20_000, never)).socket;
  const question = { ...errand, route: 'direct', address: server.address, serverName, hello, roots } as const;
  return probeTls(question, (await dial()) as Socket, dial, timeoutMs, signal);
}

describe('a peer that breaks off', () => {
  const peers: readonly (readonly [string, Behaviour, string, string | null])[] = [
    ['resets after the ClientHello', whenAsked(resetting), 'connection_reset', 'ECONNRESET'],
    ['closes after the ClientHello', whenAsked(closing), 'eof_error', 'ECONNRESET'],
    [
      'sends a handshake record that ends in the middle',
      whenAsked(saying(Buffer.from('16030300ff02', 'hex'))),
      'eof_error',
      'ECONNRESET',
    ],
    [
      'resets within the ServerHello',
      whenAsked(sayingThenResetting(Buffer.from('16030300ff02', 'hex'))),
      'connection_reset',
      'ECONNRESET',
    ],
  ];
  test.each(peers)('%s', async (_name, behave, failure, code) => {
    await using server = await listen(behave);
    const { seen, socket } = await handshakeWith(server);
    expect(seen.failure).toEqual({ operation: 'tls_handshake', failure, code });
    expect(seen).toMatchObject({ kind: 'tls', chain: [], judgement: null, alert: null, protocol: null, notTls: null });
    expect(socket).toBeNull();
    await server.abandoned();
    expect(server.accepted()).toBe(1);
  });

  // Which of the two it looks like is a race, on the same machine and with the same peer.
  test.each([
    ['resets at once', resetting],
    ['closes at once', closing],
  ])('%s', async (_name, behave) => {
    await using server = await listen(behave);
    const dialled = await probeTcp({ ...errand, ...server }, 20_000, never);
    expect(['connection_reset', undefined]).toContain(dialled.seen.failure?.failure);
    if (dialled.socket === null) return;
    const question = {
      ...errand,
      route: 'direct',
      address: server.address,
      serverName: null,
      hello: 'small',
      roots,
    } as const;
    const { seen } = await probeTls(question, dialled.socket, null, 20_000, never);
    expect(['connection_reset', 'eof_error']).toContain(seen.failure?.failure);
    await server.abandoned();
  });

  test('says nothing: the deadline says so', async () => {
    await using server = await listen(silent);
    const { seen, socket } = await handshakeWith(server, { timeoutMs: 200 });
    expect(seen.failure).toEqual({ operation: 'tls_handshake', failure: 'generic_timeout_error', code: null });
    expect(seen.bytesRead).toBe(0);
    expect(socket).toBeNull();
    await server.abandoned();
  });

  test('stops within the ServerHello: what was read is counted', async () => {
    await using server = await listen(whenAsked(muttering(Buffer.from('16030300ff02', 'hex'))));
    const { seen } = await handshakeWith(server, { timeoutMs: 200 });
    expect(seen.failure?.failure).toBe('generic_timeout_error');
    expect(seen.bytesRead).toBe(6);
    await server.abandoned();
  });
});

describe('a peer that speaks something else', () => {
  const page = 'HTTP/1.1 400 Bad Request\r\n\r\n<h1>Blocked</h1>';
  const noise = Uint8Array.from({ length: 4_000 }, (_, at) => (at * 167) % 256);
  const peers: readonly (readonly [string, Behaviour, string | RegExp])[] = [
    ['plain HTTP', whenAsked(saying(page)), 'HTTP/1.1 400 Bad Request····<h1>Blocked</h1>'],
    ['mail', muttering('220 mail.example.test ESMTP\r\n'), '220 mail.example.test ESMTP··'],
    ['zeros without end', whenAsked(repeating(new Uint8Array(1_000))), /^·{4096}$/],
    ['noise', whenAsked(saying(noise)), /^·/],
    ['a page that hides what it says', whenAsked(saying('HTTP \u202eevil\u0000\u001b[31m')), /^HTTP [^\p{C}]+$/u],
  ];
  test.each(peers)('%s', async (_name, behave, beginning) => {
    await using server = await listen(behave);
    const { seen, socket } = await handshakeWith(server);
    expect(seen.failure).toMatchObject({ operation: 'tls_handshake', failure: 'ssl_failed_handshake' });
    expect(seen.failure?.code).toMatch(/^ERR_SSL_/);
    expect(seen.notTls).toMatch(beginning);
    expect(seen.alert).toBeNull();
    expect(socket).toBeNull();
    await server.abandoned();
    // Once more, to look at the bytes.
    expect(server.accepted()).toBe(2);
  });
});

describe('alerts', () => {
  // RFC 8446, section 6.2, and user_canceled and unrecognized_name, which filters use.
  test.each([10, 20, 22, 40, 42, 47, 48, 49, 51, 70, 71, 80, 86, 112, 116, 120])('alert %i', async (number) => {
    await using server = await listen(alerting(number));
    const { seen } = await handshakeWith(server);
    expect(seen.failure?.failure).toBe('ssl_failed_handshake');
    expect(seen.failure?.code).toMatch(/^ERR_SSL_/);
    expect(seen.alert).toBe(number);
    await server.abandoned();
  });

  test.each([0, 112])('warning %i and a close are a close', async (number) => {
    await using server = await listen(alerting(number, 1));
    const { seen } = await handshakeWith(server);
    expect(seen.failure).toEqual({ operation: 'tls_handshake', failure: 'eof_error', code: 'ECONNRESET' });
    expect(seen.alert).toBeNull();
    await server.abandoned();
  });

  test('the server speaks TLS 1.0 and no more', async () => {
    await using server = await listenTls({
      ...shown.good,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const { seen } = await handshakeWith(server);
    expect(seen.failure?.failure).toBe('ssl_failed_handshake');
    expect(seen.alert).toBe(70);
    const legacy = await handshakeWith(server, { hello: 'legacy' });
    expect(legacy.seen).toMatchObject({ failure: null, protocol: 'TLSv1' });
    legacy.socket?.destroy();
    await server.abandoned();
  });

  test('a healthy server answers the incompatible hello with a short alert', async () => {
    await using server = await listenTls(shown.good);
    const { seen } = await handshakeWith(server, { hello: 'incompatible' });
    expect(seen).toMatchObject({ alert: 40, failure: { failure: 'ssl_failed_handshake' } });
    expect(seen.bytesRead).toBe(7);
    await server.abandoned();
  });
});

describe('certificates', () => {
  test.each(['small', 'large', 'tls12'] as const)('all is well (%s hello)', async (hello) => {
    await using server = await listenTls(shown.good);
    const { seen, socket } = await handshakeWith(server, { hello });
    expect(seen).toMatchObject({
      failure: null,
      protocol: hello === 'tls12' ? 'TLSv1.2' : 'TLSv1.3',
      judgement: {
        nameMatches: true,
        dates: 'valid',
        rejectedBy: { bundled: null, system: null },
        anchoredIn: { bundled: true, system: true },
        publicIssuer: true,
      },
    });
    expect(seen.chain[0]?.issuer).toMatchObject({ cn: 'Test Issuing CA', o: 'Test Trust', ou: '' });
    expect(socket?.readyState).toBe('open');
    socket?.destroy();
    await server.abandoned();
  });

  const fine = { nameMatches: true, dates: 'valid', publicIssuer: true };
  const anchored = { bundled: true, system: true };
  const loose = { bundled: false, system: false };
  const rejections: readonly (readonly [string, TlsOptions, string, string, object])[] = [
    [
      'signed by nobody but itself',
      shown.selfSigned,
      'ssl_unknown_authority',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      { ...fine, publicIssuer: false, anchoredIn: loose },
    ],
    [
      'from an unknown root that is sent along',
      shown.unknownRootSent,
      'ssl_unknown_authority',
      'SELF_SIGNED_CERT_IN_CHAIN',
      { ...fine, publicIssuer: false, anchoredIn: loose },
    ],
    [
      'from an unknown intermediate that is sent along',
      shown.unknownIntermediateSent,
      'ssl_unknown_authority',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      { ...fine, publicIssuer: false, anchoredIn: loose },
    ],
    [
      'from an unknown authority, alone',
      shown.unknownLeafAlone,
      'ssl_unknown_authority',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      { ...fine, publicIssuer: false, anchoredIn: loose },
    ],
    [
      'without the intermediate that leads to the root',
      shown.incomplete,
      'ssl_unknown_authority',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      { ...fine, anchoredIn: loose },
    ],
    [
      'expired',
      shown.expired,
      'ssl_invalid_certificate',
      'CERT_HAS_EXPIRED',
      { ...fine, dates: 'expired', anchoredIn: anchored },
    ],
    [
      'not valid before tomorrow',
      shown.notYetValid,
      'ssl_invalid_certificate',
      'CERT_NOT_YET_VALID',
      { ...fine, dates: 'not-yet-valid', anchoredIn: anchored },
    ],
    [
      'for another name',
      shown.wrongName,
      'ssl_invalid_hostname',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      { ...fine, nameMatches: false, anchoredIn: anchored },
    ],
    [
      'for clients, not for servers',
      shown.wrongPurpose,
      'ssl_invalid_certificate',
      'INVALID_PURPOSE',
      { ...fine, anchoredIn: anchored },
    ],
  ];
  test.each(rejections)('%s', async (_name, options, failure, code, judgement) => {
    await using server = await listenTls(options);
    const { seen, socket } = await handshakeWith(server);
    const rejection = { operation: 'tls_handshake', failure, code };
    expect(seen.failure).toEqual(rejection);
    expect(seen.judgement).toEqual({ ...judgement, rejectedBy: { bundled: rejection, system: rejection } });
    expect(seen.chain).not.toEqual([]);
    expect(socket).toBeNull();
    await server.abandoned();
    // Once for each of the two root stores.
    expect(server.accepted()).toBe(2);
  });

  test('an expired one from an unknown authority hides neither fault', async () => {
    await using server = await listenTls(shown.expiredFromUnknown);
    const { seen } = await handshakeWith(server);
    expect(seen.judgement).toMatchObject({ dates: 'expired', anchoredIn: loose });
    expect(seen.chain[0]?.issuer.cn).toBe('FG100F');
    await server.abandoned();
  });

  test('nothing was asked by name, so that only the chain is judged', async () => {
    await using server = await listenTls(shown.wrongName);
    const { seen, socket } = await handshakeWith(server, { serverName: null });
    expect(seen).toMatchObject({ failure: null, serverName: null, judgement: { nameMatches: true } });
    socket?.destroy();
    await server.abandoned();
  });

  test('nothing is sent on a socket whose certificate was not accepted', async () => {
    let received = 0;
    await using server = await listenTls(shown.unknownRootSent, (socket) => {
      socket.on('data', (bytes) => {
        received += bytes.length;
      });
    });
    await handshakeWith(server);
    await server.abandoned();
    expect(received).toBe(0);
  });
});

describe('the run ends', () => {
  test('during the handshake: interrupted, and the socket is closed', async () => {
    await using server = await listen(silent);
    const run = new AbortController();
    const handshake = handshakeWith(server, { signal: run.signal, timeoutMs: 60_000 });
    await expect.poll(() => server.accepted(), { timeout: 20_000 }).toBe(1);
    run.abort();
    const { seen, socket } = await handshake;
    expect(seen.failure).toEqual({ operation: 'tls_handshake', failure: 'interrupted', code: null });
    expect(socket).toBeNull();
    await server.abandoned();
  });

  test('before it: interrupted, and the socket is closed', async () => {
    await using server = await listenTls(shown.good);
    const { seen, socket } = await handshakeWith(server, { signal: AbortSignal.abort() });
    expect(seen.failure?.failure).toBe('interrupted');
    expect(socket).toBeNull();
    await server.abandoned();
  });

  test('between the two root stores: what the first one said stays', async () => {
    await using server = await listenTls(shown.selfSigned);
    const { socket } = await probeTcp({ ...errand, ...server }, 20_000, never);
    const question = {
      ...errand,
      route: 'direct',
      address: server.address,
      serverName: null,
      hello: 'small',
      roots,
    } as const;
    const { seen } = await probeTls(question, socket as Socket, async () => null, 20_000, never);
    expect(seen.failure?.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(seen.judgement?.rejectedBy.system).toEqual(seen.judgement?.rejectedBy.bundled);
    await server.abandoned();
  });
});
