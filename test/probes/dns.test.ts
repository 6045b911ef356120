import { isIP } from 'node:net';
import { encode } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DnsReply } from '../../src/model/observation.ts';
import { encodeQuery, probeLookup, readReply } from '../../src/probes/dns.ts';
import { address, extendedError, flags, type Query, readQuery, reply } from '../support/resolver.ts';

const name = 'service.example.test';
const query: Query = { id: 4711, name, type: 'A', bytes: encodeQuery(name, 'A', 4711) };
const read = (bytes: Buffer) => readReply(bytes, name, 'A', 4711);

test('a query asks for recursion, with EDNS, and nothing else', () => {
  expect(readQuery(query.bytes)).toEqual(query);
  expect(query.bytes.readUInt16BE(2)).toBe(0x0100);
  // OPT, 1,232 bytes, no options: RFC 6891, 6.1.2.
  expect(query.bytes.subarray(-11).toString('hex')).toBe('00002904d0000000000000');
});

describe('the lookup of the system', () => {
  const errand = { host: 'localhost', purpose: 'target' } as const;

  test('reads the hosts file', async () => {
    const seen = await probeLookup(errand, 20_000, new AbortController().signal);
    expect(seen).toMatchObject({ kind: 'dns', transport: 'os', resolver: null, reply: null, failure: null });
    expect(seen.addresses.every((each) => /^(127\.0\.0\.1|::1)$/.test(each))).toBe(true);
    expect(seen.addresses).not.toEqual([]);
  });

  test('is over when the run is', async () => {
    const seen = await probeLookup(errand, 20_000, AbortSignal.abort());
    expect(seen.failure).toEqual({ operation: 'resolve', failure: 'interrupted', code: null });
    expect(seen.addresses).toEqual([]);
  });
});

describe('a reply', () => {
  test('gives addresses, aliases and flags', () => {
    const alias = { type: 'CNAME', name, ttl: 300, data: 'edge.example.test' } as const;
    const bytes = reply(query, { answers: [alias, address('edge.example.test', '192.0.2.7')] });
    expect(read(bytes)).toEqual({
      failure: null,
      addresses: ['192.0.2.7'],
      truncated: false,
      reply: {
        rcode: 'NOERROR',
        authoritative: false,
        recursionAvailable: true,
        soa: null,
        canonicalNames: ['edge.example.test'],
        ttlSeconds: 60,
        extendedErrors: [],
      },
    });
  });

  test.each([
    [0, 'dns_no_answer', 'NOERROR'],
    [1, 'dns_server_misbehaving', 'FORMERR'],
    [2, 'dns_servfail_error', 'SERVFAIL'],
    [3, 'dns_nxdomain_error', 'NXDOMAIN'],
    [4, 'dns_server_misbehaving', 'NOTIMP'],
    [5, 'dns_refused_error', 'REFUSED'],
  ] as const)('RCODE %i without an address is %s', (rcode, failure, code) => {
    expect(read(reply(query, { rcode }))?.failure).toEqual({ operation: 'resolve', failure, code });
  });

  test('an NXDOMAIN names the zone that denies', () => {
    const soa = {
      type: 'SOA',
      name: 'rpz.example.test',
      ttl: 1,
      data: { mname: 'a', rname: 'b', serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1 },
    } as const;
    expect(read(reply(query, { rcode: 3, authorities: [soa] }))?.reply?.soa).toBe('rpz.example.test');
  });

  test('no name in it can command the terminal', () => {
    const soa = { mname: 'a', rname: 'b', serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1 };
    const outcome = read(
      reply(query, {
        answers: [{ type: 'CNAME', name, ttl: 1, data: 'edge\u202e.\u001b[31m' }],
        authorities: [{ type: 'SOA', name: 'rpz\u0007.\u200b', ttl: 1, data: soa }],
      }),
    );
    expect(outcome?.reply).toMatchObject({ canonicalNames: ['edge·.·[31m'], soa: 'rpz·.·' });
  });

  test('an extended error says why', () => {
    const bytes = reply(query, { rcode: 3, additionals: [extendedError(15, 'Blocked: \u202emalware\u0000')] });
    expect(read(bytes)?.reply?.extendedErrors).toEqual([{ infoCode: 15, text: 'Blocked: ·malware·' }]);
  });

  test('a truncated one says so', () => {
    expect(read(reply(query, { flags: flags.TRUNCATED }))?.truncated).toBe(true);
  });

  test('the question may come back in other capitals', () => {
    expect(read(reply({ ...query, name: 'SERVICE.Example.TEST' }))).not.toBeNull();
  });

  test('a thousand addresses are cut short', () => {
    const answers = Array.from({ length: 1_000 }, (_, at) => address(name, `192.0.2.${at % 256}`));
    expect(read(reply(query, { answers }))?.addresses.length).toBeLessThan(100);
  });
});

describe('no reply to this question', () => {
  const loop = Buffer.concat([reply(query).subarray(0, 12), Buffer.from('c00c00010001', 'hex')]);
  const forward = Buffer.concat([reply(query).subarray(0, 12), Buffer.from('c01200010001c00c', 'hex')]);
  const strangers: readonly (readonly [string, Buffer])[] = [
    ['nothing', Buffer.alloc(0)],
    ['half a header', reply(query).subarray(0, 7)],
    ['a header and no question', reply(query).subarray(0, 12)],
    ['zeros', Buffer.alloc(512)],
    ['another id', reply({ ...query, id: 4712 })],
    ['another name', reply({ ...query, name: 'other.example.test' })],
    ['another type', reply({ ...query, type: 'AAAA' })],
    ['no question', encode({ type: 'response', id: 4711, questions: [] })],
    [
      'two questions',
      encode({
        type: 'response',
        id: 4711,
        questions: [
          { type: 'A', name },
          { type: 'A', name },
        ],
      }),
    ],
    ['the query itself', query.bytes],
    ['a name that points at itself', loop],
    ['names that point at each other', forward],
    [
      'a name longer than 255 bytes',
      Buffer.concat([reply(query).subarray(0, 12), Buffer.alloc(300, '\u0001a'), Buffer.from('0000010001', 'hex')]),
    ],
    [
      'an address of two bytes at the end',
      Buffer.concat([withAnswers(1), Buffer.from('c00c000100010000003c0004c000', 'hex')]),
    ],
    ['more answers than there are', withAnswers(9)],
  ];
  test.each(strangers)('%s', (_name, bytes) => {
    expect(read(bytes)).toBeNull();
  });

  function withAnswers(count: number): Buffer {
    const bytes = Buffer.from(reply(query));
    bytes.writeUInt16BE(count, 6);
    return bytes;
  }
});

describe('hostile bytes', () => {
  const honest = reply(query, {
    answers: [
      { type: 'CNAME', name, ttl: 300, data: 'edge.example.test' },
      address('edge.example.test', '192.0.2.7'),
      address(name, '2001:db8::7'),
    ],
    additionals: [extendedError(17, 'Filtered')],
  });

  function check(bytes: Buffer): void {
    const outcome = read(bytes);
    if (outcome === null) return;
    for (const each of outcome.addresses) expect(isIP(each)).not.toBe(0);
    const kept = DnsReply.parse(outcome.reply);
    for (const each of [
      kept.rcode,
      kept.soa ?? '',
      ...kept.canonicalNames,
      ...kept.extendedErrors.map(({ text }) => text),
    ]) {
      expect(each).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      expect(each.length).toBeLessThanOrEqual(255);
    }
    expect(outcome.failure === null).toBe(kept.rcode === 'NOERROR' && outcome.addresses.length > 0);
  }

  test('random ones', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1_500 }), (bytes) => check(Buffer.from(bytes))));
  });

  test('random ones after an honest question', () => {
    const question = reply(query);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 8, maxLength: 8 }), (rest, counts) => {
        const bytes = Buffer.concat([question, rest]);
        bytes.set(
          counts.map((count) => count % 4),
          4,
        );
        bytes.writeUInt16BE(1, 4);
        check(bytes);
      }),
      { numRuns: 2_000 },
    );
  });

  test('an honest reply with some bytes changed, or its end torn off', () => {
    const change = fc.tuple(fc.nat(honest.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(honest.length), (changes, length) => {
        const bytes = Buffer.from(honest);
        for (const [at, byte] of changes) bytes[at] = byte;
        check(bytes);
        check(bytes.subarray(0, length));
      }),
      { numRuns: 2_000 },
    );
  });
});
