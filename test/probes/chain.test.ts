import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Certificate } from '../../src/model/observation.ts';
import { anchored, datesOf, describe as factsOf, fromOrganizationOf, sentChain } from '../../src/probes/chain.ts';
import { probeTcp } from '../../src/probes/tcp.ts';
import { probeTls } from '../../src/probes/tls.ts';
import {
  type Identity,
  lastYear,
  makeIdentity,
  nextYear,
  tomorrow,
  type Wish,
  yesterday,
} from '../support/certificates.ts';
import { listenTls } from '../support/network.ts';
import { roots } from '../support/trust.ts';

const opened = ({ certificate }: Identity) => new X509Certificate(certificate);
const named = (...subject: Wish['subject']) => makeIdentity({ subject });

describe('the facts of a certificate', () => {
  test('are taken from the issuer’s own attributes', () => {
    const authority = makeIdentity({
      subject: [
        ['O', 'Zscaler Inc.'],
        ['OU', 'Zscaler'],
        ['CN', 'Zscaler Root CA'],
      ],
    });
    const facts = factsOf(opened(makeIdentity({ subject: [['CN', 'service.example.test']], issuer: authority })));
    expect(facts.issuer).toEqual({
      dn: 'O=Zscaler Inc., OU=Zscaler, CN=Zscaler Root CA',
      cn: 'Zscaler Root CA',
      o: 'Zscaler Inc.',
      ou: 'Zscaler',
    });
    expect(facts.subject).toBe('CN=service.example.test');
    expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a line break within an attribute forges no other attribute', () => {
    const facts = factsOf(opened(named(['CN', 'x\nO=Fortinet Ltd.'], ['O', 'Nobody'])));
    expect(facts.issuer.o).toBe('Nobody');
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['a right-to-left mark', '\u202ecod.tadoc\u202c'],
    ['a NUL', 'quickbooksdesktop.codat.io\u0000.evil.test'],
    ['control characters', '\u0001\u001b[2J\u0007\r\n'],
    ['a byte order mark', '\ufeffx'],
    ['a megabyte', 'A'.repeat(1_000_000)],
    ['a megabyte of line breaks', '\n'.repeat(1_000_000)],
    ['nothing', ''],
    ['spaces', '   '],
    ['a backslash and quotes', '\\"\'+,;<>='],
  ];
  test.each(hostile)('%s in the name', (_name, value) => {
    // OpenSSL reads no name of more than 1 MB (crypto/x509/x_name.c).
    const third = value.slice(0, 300_000);
    for (const certificate of [named(['CN', value]), named(['O', third], ['OU', third], ['CN', third])]) {
      expectSafe(factsOf(opened(certificate)));
    }
  });

  test('thousands of attributes', () => {
    expectSafe(factsOf(opened(makeIdentity({ subject: Array.from({ length: 5_000 }, () => ['OU', 'x'] as const) }))));
  });

  test('any text in the name', () => {
    const type = fc.constantFrom('CN', 'O', 'OU');
    const value = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(fc.array(fc.tuple(type, value), { maxLength: 5 }), (subject) => {
        expectSafe(factsOf(opened(makeIdentity({ subject }))));
      }),
      { numRuns: 200 },
    );
  });

  function expectSafe(facts: Certificate): void {
    Certificate.parse(facts);
    for (const text of [facts.subject, ...Object.values(facts.issuer)]) {
      expect(text.length).toBeLessThanOrEqual(512);
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u);
    }
  }

  // What OpenSSL lets through a handshake at all: 100 KB of certificates (SSL_CTX_set_max_cert_list).
  test.each([
    ['a name of 60 KB', 'A'.repeat(60_000)],
    ['a name of 1 MB', 'A'.repeat(1_000_000)],
    ['a NUL and a mark', 'service.example.test\u0000\u202e'],
  ])('%s, shown by a server', async (_name, value) => {
    const { key, certificate } = makeIdentity({ subject: [['CN', value]], names: [value.slice(0, 200)] });
    await using server = await listenTls({ key, cert: certificate });
    const errand = { host: 'service.example.test', purpose: 'target' } as const;
    const dial = async () => (await probeTcp({ ...errand, ...server }, 20_000, new AbortController().signal)).socket;
    const socket = await dial();
    if (socket === null) throw new Error('the server is not there');
    const question = {
      ...errand,
      route: 'direct',
      address: server.address,
      serverName: errand.host,
      hello: 'small',
      roots,
    } as const;
    const { seen } = await probeTls(question, socket, dial, 20_000, new AbortController().signal);
    expect(seen.failure?.operation).toBe('tls_handshake');
    for (const each of seen.chain) expectSafe(each);
    await server.abandoned();
  });
});

describe('a chain', () => {
  const root = makeIdentity({
    subject: [
      ['O', 'Trust'],
      ['CN', 'Root'],
    ],
    authority: true,
  });
  const issuing = makeIdentity({
    subject: [
      ['O', 'Trust'],
      ['CN', 'Issuing'],
    ],
    issuer: root,
    authority: true,
  });
  const leaf = makeIdentity({ subject: [['CN', 'leaf']], issuer: issuing, from: lastYear, to: yesterday });
  const impostor = makeIdentity({
    subject: [
      ['O', 'Trust'],
      ['CN', 'Root'],
    ],
    authority: true,
  });
  const chain = [opened(leaf), opened(issuing)];

  test('leads to a root, whatever its dates', () => {
    expect(anchored(chain, [opened(root)])).toBe(true);
    expect(anchored(chain.toReversed().toReversed(), [opened(impostor), opened(root)])).toBe(true);
  });

  test('leads to no root that only has the right name', () => {
    expect(anchored(chain, [opened(impostor)])).toBe(false);
    // Name and key identifier are what anybody can copy.
    const twin = makeIdentity({
      subject: [
        ['O', 'Trust'],
        ['CN', 'Root'],
      ],
      authority: true,
      keyId: root.keyId,
    });
    expect(opened(issuing).checkIssued(opened(twin))).toBe(true);
    expect(anchored(chain, [opened(twin)])).toBe(false);
  });

  test('leads nowhere without its intermediate, without roots, or without certificates', () => {
    expect(anchored(chain.slice(0, 1), [opened(root)])).toBe(false);
    expect(anchored(chain, [])).toBe(false);
    expect(anchored([], [opened(root)])).toBe(false);
  });

  test('may be a root itself', () => {
    expect(anchored([opened(root)], [opened(root)])).toBe(true);
    expect(anchored([opened(impostor)], [opened(root)])).toBe(false);
  });

  test('is read once, although a peer may make it endless', () => {
    const at = (identity: Identity) => ({ raw: opened(identity).raw }) as DetailedPeerCertificate;
    const [one, other] = [at(leaf), at(issuing)];
    one.issuerCertificate = other;
    other.issuerCertificate = one;
    expect(sentChain(one).map(({ fingerprint256 }) => fingerprint256)).toEqual(
      chain.map(({ fingerprint256 }) => fingerprint256),
    );
    expect(sentChain({} as DetailedPeerCertificate)).toEqual([]);
  });

  test('knows whose organization issued it', () => {
    expect(fromOrganizationOf(opened(leaf), [opened(root)])).toBe(true);
    expect(fromOrganizationOf(opened(leaf), [opened(named(['O', 'Trustworthy']))])).toBe(false);
    expect(fromOrganizationOf(opened(named(['CN', 'no organization'])), [opened(named(['CN', 'none']))])).toBe(false);
  });

  test('has dates', () => {
    const at = opened(makeIdentity({ subject: [], from: yesterday, to: tomorrow }));
    expect([lastYear, new Date(), nextYear].map((now) => datesOf(at, now))).toEqual([
      'not-yet-valid',
      'valid',
      'expired',
    ]);
  });
});
