import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import issuers from '../../assets/products/issuers.json' with { type: 'json' };
import { productOfIssuer } from '../../src/diagnosis/products.ts';
import type { Certificate } from '../../src/model/observation.ts';

const megabyte = 2 ** 20;
const strict = { includeLowConfidence: false };
const lax = { includeLowConfidence: true };

function issuedBy(issuer: Partial<Certificate['issuer']>): Certificate {
  const { cn = '', o = '', ou = '' } = issuer;
  const dn = issuer.dn ?? [cn && `CN=${cn}`, ou && `OU=${ou}`, o && `O=${o}`].filter(Boolean).join(', ');
  return {
    subject: 'CN=quickbooksdesktop.codat.io',
    issuer: { dn, cn, o, ou },
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2026-12-31T00:00:00.000Z',
    sha256: '00',
  };
}

interface IssuerRow {
  readonly product: string;
  readonly cn?: string;
  readonly o?: string;
  readonly ou?: string;
  readonly words?: readonly string[];
}

const trustedIssuers: readonly IssuerRow[] = [...issuers.high, ...issuers.medium];
const untrustedIssuers: readonly IssuerRow[] = issuers.low;
const enabledIssuers = [...trustedIssuers, ...untrustedIssuers];

/** A certificate that a row describes, and nothing more: fast-check makes strings that match a pattern. */
function samplesOf(row: IssuerRow): fc.Arbitrary<Certificate> {
  const field = (pattern: string | undefined) =>
    pattern === undefined ? fc.constant('') : fc.stringMatching(new RegExp(`^(?:${pattern})$`));
  return fc
    .record({ cn: field(row.cn), o: field(row.o), ou: field(row.ou), word: fc.constantFrom(...(row.words ?? [''])) })
    .map(({ word, ...fields }) => issuedBy(word === '' ? fields : { dn: `C=US, O=${word}, CN=device` }));
}

/** As Node presents it: one attribute a line. */
function attribute(name: string, lines: string): string {
  return new RegExp(`^${name}=(.*)$`, 'mu').exec(lines)?.[1] ?? '';
}

describe('issuers', () => {
  test('no pattern repeats without bound more than once, and none nests repeats', () => {
    const patterns = enabledIssuers
      .flatMap((row) => [row.cn, row.o, row.ou])
      .filter((pattern) => pattern !== undefined);
    expect(patterns.length).toBeGreaterThan(40);
    const unbounded = /(?<!\\)[*+]|\{\d+,\}/gu;
    expect(patterns.filter((pattern) => [...pattern.matchAll(unbounded)].length > 1)).toEqual([]);
    expect(patterns.filter((pattern) => /\)[*+{]/u.test(pattern))).toEqual([]);
  });

  test.each(trustedIssuers.map((row) => [row.product, row] as const))('%s is known by its issuer', (product, row) => {
    fc.assert(
      fc.property(samplesOf(row), (certificate) => {
        expect(productOfIssuer([certificate], strict)?.product).toBe(product);
      }),
      { numRuns: 20 },
    );
  });

  test.each(untrustedIssuers.map((row) => [row.product, row] as const))(
    '%s is named only when asked for',
    (product, row) => {
      fc.assert(
        fc.property(samplesOf(row), (certificate) => {
          expect(productOfIssuer([certificate], strict)).toBeNull();
          expect(productOfIssuer([certificate], lax)).toEqual({ product, confidence: 'low' });
        }),
        { numRuns: 20 },
      );
    },
  );

  test('no public root, and none that this computer trusts, is taken for a product', () => {
    const roots = [...getCACertificates('bundled'), ...getCACertificates('system')].map((pem) => {
      const { issuer } = new X509Certificate(pem);
      return issuedBy({
        dn: issuer,
        cn: attribute('CN', issuer),
        o: attribute('O', issuer),
        ou: attribute('OU', issuer),
      });
    });
    expect(roots.length).toBeGreaterThan(100);
    expect(roots.filter((root) => productOfIssuer([root], lax) !== null)).toEqual([]);
  });

  test.each([
    { cn: 'ArubaPEC S.p.A. NG CA 3', o: 'ArubaPEC S.p.A.', ou: 'Certification AuthorityC' },
    { cn: 'Aruba PEC S.p.A. NG CA', o: 'Aruba PEC S.p.A.' },
    { cn: 'Actalis Organization Validated Server CA G3', o: 'Actalis S.p.A.', ou: 'Aruba Group' },
    { cn: 'Cloudflare TLS Issuing ECC CA 1', o: 'SSL Corporation' },
    { cn: 'Cloudflare Inc ECC CA-3', o: 'Cloudflare, Inc.' },
    { cn: 'Unified Root CA', o: 'Contoso Unified Communications' },
    { cn: 'PANDORA FWD CA', o: 'Example' },
    { cn: 'Zscaler', o: 'Not Zscaler Inc. at all' },
    { cn: 'FortiGate CA', o: 'Example' },
    { cn: '', o: '', ou: '', dn: '' },
  ])('innocent: $cn', (issuer) => {
    expect(productOfIssuer([issuedBy(issuer)], lax)).toBeNull();
  });

  test('Aruba Networks is not the Italian authority', () => {
    const aruba = issuedBy({ cn: 'securelogin.arubanetworks.com', o: 'Aruba Networks' });
    expect(productOfIssuer([aruba], lax)).toEqual({ product: 'Aruba Networks', confidence: 'low' });
  });

  test('the issuer of the leaf comes before the issuers above it', () => {
    const chain = [issuedBy({ o: 'Zscaler Inc.' }), issuedBy({ cn: 'ESET SSL Filter CA' })];
    expect(productOfIssuer(chain, lax)?.product).toBe('Zscaler');
    expect(productOfIssuer(chain.toReversed(), lax)?.product).toBe('ESET');
  });

  test('an issuer further up is found behind a nameless intermediate', () => {
    const chain = [issuedBy({ cn: 'ca.example', o: 'Customer' }), issuedBy({ o: 'Netskope Inc.' })];
    expect(productOfIssuer(chain, strict)?.product).toBe('Netskope');
  });

  test('a certain name further up beats a doubtful one at the leaf', () => {
    const chain = [
      issuedBy({ cn: 'Cisco Umbrella Secondary SubCA', o: 'Cisco' }),
      issuedBy({ cn: 'Cisco Umbrella Primary SubCA', o: 'Cisco' }),
    ];
    expect(productOfIssuer(chain, lax)).toEqual({ product: 'Cisco Umbrella / Secure Access', confidence: 'high' });
  });

  test.each(['a', '.', 'goskope.', 'generated by ', 'Sophos SSL CA_A', 'Zscaler Root CA ', '\u{1F600}'])(
    'a megabyte of %j is only a long name',
    (unit) => {
      const long = unit.repeat(megabyte / unit.length);
      const chain = [issuedBy({ dn: long, cn: long, o: long, ou: `${long}\n` })];
      expect(() => productOfIssuer(chain, lax)).not.toThrow();
    },
  );

  test('whatever an issuer is called, nothing throws', () => {
    const text = fc.string({ unit: 'binary' });
    const issuer = fc.record({ dn: text, cn: text, o: text, ou: text });
    fc.assert(
      fc.property(fc.array(issuer), fc.boolean(), (chain, includeLowConfidence) => {
        productOfIssuer(chain.map(issuedBy), { includeLowConfidence });
      }),
    );
  });
});
