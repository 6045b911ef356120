import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import pages from '../../assets/products/pages.json' with { type: 'json' };
import { type Page, productOfPage, productOfProxy } from '../../src/diagnosis/products.ts';

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

  test('whatever a page says, nothing throws', () => {
    const text = fc.string({ unit: 'binary' });
    const headers = fc.dictionary(text, text);
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
