/** Resolvers are asked on port 53, which on most systems only root may bind: see requirements.ts. */
import { describe, expect, test } from 'vitest';
import { DnsObservation } from '../../src/model/observation.ts';
import { type DnsQuestion, probeDns } from '../../src/probes/dns.ts';
import {
  address,
  type ByTcp,
  type ByUdp,
  extendedError,
  flags,
  framed,
  reply,
  startResolver,
} from '../support/resolver.ts';

const name = 'service.example.test';
const never = new AbortController().signal;
const honest: ByUdp = (query) => [reply(query, { answers: [address(name, '192.0.2.7')] })];
const mute: ByUdp = () => [];

let last = 0;
/** Nobody else on this computer is at these. */
const ownAddress = () => `127.7.7.${++last}`;

async function ask(resolver: string, fields: Partial<DnsQuestion> = {}, timeoutMs = 20_000, signal = never) {
  const question = { host: name, purpose: 'target', name, resolver, recordType: 'A', ...fields } as const;
  const seen = await probeDns(question, timeoutMs, signal);
  // What is seen must be what a saved file may hold.
  DnsObservation.parse({ id: 'dns-1', ...seen });
  return seen;
}

describe('over UDP', () => {
  test('an honest answer', async () => {
    const at = ownAddress();
    await using resolver = await startResolver(at, honest);
    expect(await ask(at)).toMatchObject({ failure: null, transport: 'udp', resolver: at, addresses: ['192.0.2.7'] });
    expect(resolver.queries.udp).toHaveLength(1);
  });

  test('a filter that says why', async () => {
    const at = ownAddress();
    await using _ = await startResolver(at, (query) => [
      reply(query, { rcode: 3, additionals: [extendedError(15, 'Blocked by policy')] }),
    ]);
    const seen = await ask(at);
    expect(seen.failure).toEqual({ operation: 'resolve', failure: 'dns_nxdomain_error', code: 'NXDOMAIN' });
    expect(seen.reply?.extendedErrors).toEqual([{ infoCode: 15, text: 'Blocked by policy' }]);
  });

  test('about a target, it stays for what an honest resolver would not send', async () => {
    const at = ownAddress();
    const denied: ByUdp = (query) => [reply(query, { rcode: 3 }), ...honest(query), ...honest(query)];
    await using _ = await startResolver(at, denied);
    expect(await ask(at)).toMatchObject({
      addresses: [],
      reply: { rcode: 'NXDOMAIN' },
      lateReplies: [
        { rcode: 'NOERROR', addresses: ['192.0.2.7'] },
        { rcode: 'NOERROR', addresses: ['192.0.2.7'] },
      ],
    });
  });

  test('an end that is asked for ends the stay', async () => {
    const at = ownAddress();
    const over = new AbortController();
    await using _ = await startResolver(at, (query) => {
      setTimeout(() => over.abort(), 20);
      return honest(query);
    });
    const seen = ask(at, {}, 20_000, over.signal);
    const staying = new Promise((resolve) => setTimeout(resolve, 400, 'still there'));
    expect(await Promise.race([seen, staying])).toMatchObject({ failure: null, addresses: ['192.0.2.7'] });
  });

  test.each<[string, ByUdp]>([
    ['garbage', () => [Buffer.from('garbage'), Buffer.alloc(0), Buffer.alloc(1_200, 0xff)]],
    ['another id', (query) => [reply({ ...query, id: query.id ^ 1 }, { rcode: 3 })]],
    ['another question', (query) => [reply({ ...query, name: 'other.example.test' }, { rcode: 3 })]],
    [
      'a name that points at itself',
      (query) => [Buffer.concat([reply(query).subarray(0, 12), Buffer.from('c00c00010001', 'hex')])],
    ],
  ])('%s is passed over, and the honest reply behind it counts', async (_name, stray) => {
    const at = ownAddress();
    await using _ = await startResolver(at, (query) => [...stray(query), ...honest(query)]);
    expect(await ask(at)).toMatchObject({ failure: null, addresses: ['192.0.2.7'] });
  });

  test('nothing but replies to something else: silence', async () => {
    const at = ownAddress();
    await using _ = await startResolver(at, (query) => [reply({ ...query, id: query.id ^ 1 })]);
    expect((await ask(at, {}, 200)).failure).toEqual({
      operation: 'resolve',
      failure: 'generic_timeout_error',
      code: null,
    });
  });

  test('the first query is lost, the second is answered', async () => {
    const at = ownAddress();
    let asked = 0;
    await using resolver = await startResolver(at, (query) => (asked++ === 0 ? [] : honest(query)));
    expect((await ask(at, {}, 500)).failure).toBeNull();
    expect(new Set(resolver.queries.udp.map(({ id }) => id)).size).toBe(2);
  });

  test.each([
    ['target', 2],
    ['canary', 1],
  ] as const)('silence: a %s is asked %i times', async (purpose, times) => {
    const at = ownAddress();
    await using resolver = await startResolver(at, mute);
    const seen = await ask(at, { purpose }, 200);
    expect(seen.failure?.failure).toBe('generic_timeout_error');
    expect(seen.reply).toBeNull();
    expect(resolver.queries.udp).toHaveLength(times);
  });

  test('nobody listens there', async () => {
    expect((await ask(ownAddress())).failure).toMatchObject({ failure: 'connection_refused', code: 'ECONNREFUSED' });
  });

  test('an address that may not be asked', async () => {
    expect((await ask('255.255.255.255')).failure).toMatchObject({ failure: 'permission_denied', code: 'EACCES' });
  });

  test('the run ends while waiting', async () => {
    const at = ownAddress();
    const run = new AbortController();
    await using resolver = await startResolver(at, () => {
      run.abort();
      return [];
    });
    expect((await ask(at, {}, 60_000, run.signal)).failure?.failure).toBe('interrupted');
    expect(resolver.queries.udp).toHaveLength(1);
  });
});

describe('truncated over UDP, so over TCP', () => {
  const truncated: ByUdp = (query) => [reply(query, { flags: flags.TRUNCATED })];
  const whole: ByTcp = (query) => ({ bytes: framed(reply(query, { answers: [address(name, '192.0.2.8')] })) });

  test('an honest answer', async () => {
    const at = ownAddress();
    await using resolver = await startResolver(at, truncated, whole);
    expect(await ask(at)).toMatchObject({ failure: null, transport: 'tcp', addresses: ['192.0.2.8'] });
    expect(resolver.queries.udp).toHaveLength(1);
    expect(resolver.queries.tcp).toHaveLength(1);
  });

  const misbehaving = { failure: 'dns_server_misbehaving', code: null };
  test.each<[string, ByTcp, object]>([
    ['closes', () => ({ bytes: Buffer.alloc(0), end: true }), { failure: 'eof_error' }],
    [
      'closes within the reply',
      (query) => ({ bytes: framed(reply(query)).subarray(0, 9), end: true }),
      { failure: 'eof_error' },
    ],
    ['sends garbage', () => ({ bytes: framed(Buffer.from('garbage')) }), misbehaving],
    ['announces 64 KB', () => ({ bytes: Buffer.from('ffff00', 'hex') }), misbehaving],
    [
      'answers another question',
      (query) => ({ bytes: framed(reply({ ...query, name: 'other.example.test' })) }),
      misbehaving,
    ],
    [
      'is truncated again',
      (query) => ({ bytes: framed(reply(query, { flags: flags.TRUNCATED })) }),
      { failure: 'dns_no_answer' },
    ],
  ])('it %s', async (_name, byTcp, failure) => {
    const at = ownAddress();
    await using _ = await startResolver(at, truncated, byTcp);
    const seen = await ask(at);
    expect(seen).toMatchObject({ transport: 'tcp', addresses: [] });
    expect(seen.failure).toMatchObject({ operation: 'resolve', ...failure });
  });

  test('nobody listens there', async () => {
    const at = ownAddress();
    await using _ = await startResolver(at, truncated);
    expect((await ask(at)).failure).toMatchObject({ failure: 'connection_refused' });
  });

  test('silence', async () => {
    const at = ownAddress();
    await using _ = await startResolver(at, truncated, () => ({ bytes: Buffer.alloc(0) }));
    expect((await ask(at, {}, 200)).failure?.failure).toBe('generic_timeout_error');
  });
});
