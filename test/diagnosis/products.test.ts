import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import issuers from '../../assets/products/issuers.json' with { type: 'json' };
import pages from '../../assets/products/pages.json' with { type: 'json' };
import sinkholes from '../../assets/products/sinkholes.json' with { type: 'json' };
import {
  filterOfReply,
  isNullAddress,
  type Page,
  productOfIssuer,
  productOfPage,
  productOfProxy,
  sinkhole,
} from '../../src/diagnosis/products.ts';
import type { Certificate, DnsReply } from '../../src/model/observation.ts';

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

  test('no pattern repeats without bound more than once, and none nests repeats', () => {
    const patterns = enabledIssuers
      .flatMap((row) => [row.cn, row.o, row.ou])
      .filter((pattern) => pattern !== undefined);
    expect(patterns.length).toBeGreaterThan(40);
    const unbounded = /(?<!\\)[*+]|\{\d+,\}/gu;
    expect(patterns.filter((pattern) => [...pattern.matchAll(unbounded)].length > 1)).toEqual([]);
    expect(patterns.filter((pattern) => /\)[*+{]/u.test(pattern))).toEqual([]);
  });
});

describe('sinkholes', () => {
  const rows: readonly { product: string | null; address?: string; canonicalName?: string; meaning: string }[] = [
    ...sinkholes.high,
    ...sinkholes.medium,
    ...sinkholes.low,
  ];
  const addressed = rows.filter((row) => row.address !== undefined);

  test.each(addressed.map((row) => [row.address as string, row] as const))('%s is known', (address, row) => {
    expect(sinkhole([address], [])).toMatchObject({ product: row.product, meaning: row.meaning });
    expect(sinkhole(['93.184.216.34', address], ['www.example.com'])?.product).toBe(row.product);
  });

  test.each(['::ffff:146.112.61.106', '::FFFF:146.112.61.106', '::ffff:9270:3d6a', '0:0:0:0:0:ffff:9270:3d6a'])(
    '%s is the Umbrella address for categories',
    (address) => {
      expect(sinkhole([address], [])).toEqual({
        product: 'Cisco Umbrella / OpenDNS',
        meaning: 'content category or application block',
        confidence: 'high',
      });
    },
  );

  test('IPv6 is compared by value', () => {
    expect(sinkhole(['2001:CDBA:0:0:0:0:3257:9652'], [])?.product).toBe('Fortinet FortiGuard DNS filter');
    expect(sinkhole(['2001:cdba::3257:9652%eth0'], [])?.product).toBe('Fortinet FortiGuard DNS filter');
  });

  test.each(['sinkhole.paloaltonetworks.com', 'SINKHOLE.PaloAltoNetworks.com.'])('%s is known', (name) => {
    expect(sinkhole([], ['quickbooksdesktop.codat.io', name])?.product).toBe('Palo Alto Networks DNS Security');
  });

  test.each([
    '146.112.61.109',
    '146.112.61.1060',
    '10.0.0.1',
    '127.0.53.53',
    '0.0.0.0',
    '::',
    '',
    'not an address',
    ':::',
  ])('%j is no sinkhole', (address) => {
    expect(sinkhole([address], [])).toBeNull();
  });

  test('null addresses, however they are written', () => {
    const nulls = ['0.0.0.0', '::', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', '::0'];
    expect(nulls.filter((address) => !isNullAddress(address))).toEqual([]);
    expect(['0.0.0.1', '::1', '', '127.0.0.1'].filter(isNullAddress)).toEqual([]);
  });

  const refusal: DnsReply = {
    rcode: 'NXDOMAIN',
    authoritative: false,
    recursionAvailable: true,
    soa: null,
    canonicalNames: [],
    ttlSeconds: null,
    extendedErrors: [],
  };

  test('CleanBrowsing signs its NXDOMAIN', () => {
    const reply = { ...refusal, soa: 'CleanBrowsing.rpz.noc.org.' };
    expect(filterOfReply(reply, '10.0.0.1')?.product).toBe('CleanBrowsing');
    expect(filterOfReply({ ...reply, rcode: 'NOERROR' }, '10.0.0.1')).toBeNull();
  });

  test('Quad9 answers a blocked name without recursion, and is believed only under its own address', () => {
    const reply = { ...refusal, recursionAvailable: false };
    expect(filterOfReply(reply, '9.9.9.9')?.product).toBe('Quad9');
    expect(filterOfReply(reply, '2620:00FE:0::FE')?.product).toBe('Quad9');
    expect(filterOfReply(reply, '10.0.0.1')).toBeNull();
    expect(filterOfReply(reply, null)).toBeNull();
    expect(filterOfReply(refusal, '9.9.9.9')).toBeNull();
    expect(filterOfReply({ ...reply, soa: 'codat.io' }, '9.9.9.9')).toBeNull();
  });
});

describe('pages', () => {
  const none: Page = { headers: {}, location: null, body: '', statusCode: 200 };
  const alone = { includeLow: false };
  const supported = { includeLow: true };

  function pageWith(header: string, pattern: string, match: string): Page {
    const value = match === 'full' ? pattern : match === 'prefix' ? `${pattern}6.2` : `x${pattern}x`;
    return { ...none, headers: { [header.toUpperCase()]: value } };
  }

  test.each(pages.headers.map((row) => [row.product, row] as const))('%s is known by a header', (product, row) => {
    const page = pageWith(row.header, row.pattern, row.match);
    expect(productOfPage(page, supported)?.product).toBe(product);
    expect(['full', 'prefix', 'contains']).toContain(row.match);
    expect(row.confidence).toBeGreaterThanOrEqual(5);
    expect(productOfPage(page, alone)?.product).toBe(product);
  });

  test.each(pages.body.map((row) => [`${row.product}: ${row.pattern}`, row] as const))('%s', (_, row) => {
    const page = { ...none, body: `<html>${'<!-- -->'.repeat(99)}${row.pattern}</html>` };
    expect(productOfPage(page, supported)?.product).toBe(row.product);
    expect(productOfPage(page, alone)?.product).toBe(row.confidence < 5 ? undefined : row.product);
    expect(productOfPage({ ...page, statusCode: 403 }, alone)?.product).toBe(row.product);
  });

  test.each(pages.innocent.map((row) => [row.means, row] as const))('innocent, whatever else it says: %s', (_, row) => {
    const body = '/* * Stylesheet for Squid Error pages */ Powered By FortiGuard';
    const page =
      row.header === undefined
        ? { ...none, statusCode: 503, body: body + row.pattern }
        : { ...none, statusCode: 503, body, headers: { [row.header]: `${row.pattern} 111` } };
    expect(productOfPage(page, supported)).toBeNull();
    expect(productOfPage({ ...none, body }, alone)).not.toBeNull();
  });

  test('a login page is told from a refusal', () => {
    const login = { ...none, statusCode: 302, location: 'http://10.0.0.1/wifidog/login?gw=1' };
    expect(productOfPage(login, alone)).toEqual({ product: 'WiFiDog captive portal', portal: true });
    const refused = { ...none, statusCode: 403, headers: { Server: 'Zscaler/6.2' } };
    expect(productOfPage(refused, alone)).toEqual({ product: 'Zscaler', portal: false });
  });

  test('headers are asked before the body', () => {
    const page = { ...none, headers: { server: 'Zscaler/6.2' }, body: 'Powered By FortiGuard' };
    expect(productOfPage(page, alone)?.product).toBe('Zscaler');
  });

  test('an ordinary page is nobody’s', () => {
    const page = { ...none, headers: { server: 'nginx', via: '1.1 varnish' }, body: '<h1>It works!</h1>' };
    expect(productOfPage(page, supported)).toBeNull();
  });

  test('a proxy is known by the headers of its own answer', () => {
    expect(productOfProxy({ 'X-Squid-Error': 'ERR_ACCESS_DENIED 0' })).toEqual({ product: 'Squid' });
    expect(productOfProxy({ 'X-Squid-Error': 'ERR_CONNECT_FAIL 111' })).toEqual({ product: 'Squid' });
    expect(productOfProxy({ via: '1.1 gw.lan (squid/5.7)' })).toEqual({ product: 'Squid' });
    expect(productOfProxy({ Server: 'squid/6.6' })).toEqual({ product: 'Squid' });
    expect(productOfProxy({ Via: '1.1 proxy.example:80 (Cisco-WSA/12.5.1)' })).toEqual({
      product: 'Cisco WSA (IronPort)',
    });
    expect(productOfProxy({ server: 'nginx', via: '1.1 squidward' })).toBeNull();
  });
});

describe('what strangers send never throws', () => {
  const text = fc.string({ unit: 'binary' });
  const headers = fc.dictionary(text, text);

  test('issuers', () => {
    const issuer = fc.record({ dn: text, cn: text, o: text, ou: text });
    fc.assert(
      fc.property(fc.array(issuer), fc.boolean(), (chain, includeLowConfidence) => {
        productOfIssuer(chain.map(issuedBy), { includeLowConfidence });
      }),
    );
  });

  test('addresses and names', () => {
    const address = fc.oneof(text, fc.ipV6(), fc.ipV4(), fc.ipV4Extended());
    fc.assert(
      fc.property(fc.array(address), fc.array(text), (addresses, names) => {
        sinkhole(addresses, names);
        addresses.map(isNullAddress);
      }),
    );
  });

  test('pages', () => {
    fc.assert(
      fc.property(
        headers,
        fc.option(text),
        text,
        fc.integer(),
        fc.boolean(),
        (given, location, body, statusCode, low) => {
          productOfPage({ headers: given, location, body, statusCode }, { includeLow: low });
          productOfProxy(given);
        },
      ),
    );
    const body = '<title>'.repeat(2 ** 13);
    expect(
      productOfPage({ headers: { server: body }, location: body, body, statusCode: 403 }, { includeLow: true }),
    ).toBeNull();
  });
});
