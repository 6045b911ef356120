import { describe, expect, test } from 'vitest';
import allowlist from '../../assets/allowlist.json' with { type: 'json' };
import issuers from '../../assets/products/issuers.json' with { type: 'json' };
import pages from '../../assets/products/pages.json' with { type: 'json' };
import sinkholes from '../../assets/products/sinkholes.json' with { type: 'json' };
import {
  findFormat,
  formats,
  Purpose,
  purposesFor,
  readFormats,
  suggestedFormats,
} from '../../src/advice/allowlist.ts';
import { Finding, type FindingCode } from '../../src/model/finding.ts';
import { Language } from '../../src/model/settings.ts';

const details = {
  host: 'quickbooksdesktop.codat.io',
  severity: 'critical',
  certainty: 'certain',
  product: null,
  because: [],
  location: null,
  offsetSeconds: null,
  addresses: [],
  manner: 'refused',
  resolver: null,
  injected: false,
  detail: null,
  scope: 'host',
  alert: null,
  via: 'direct',
  issuer: 'CN=x',
  trusted: false,
  problem: 'name',
  offered: [],
  statusCode: 403,
  retryAfter: null,
  schemes: ['Basic'],
  proxy: 'proxy.lan:3128',
  url: 'http://wpad/wpad.dat',
} as const;

/** The manner that each code knows, where `refused` is not one of them. */
const manners: { readonly [Code in FindingCode]?: string } = {
  'sni-filtered': 'reset',
  'tls-interrupted': 'reset',
  'service-unavailable': 'no-answer',
};

function found(code: FindingCode, product: string | null = null): Finding {
  const scope = code.startsWith('proxy') ? 'all' : 'host';
  return Finding.parse({ ...details, worked: null, code, product, scope, manner: manners[code] ?? details.manner });
}

const codes = Finding.options.map((option) => option.shape.code.value);

describe('formats', () => {
  test('ids are unique', () => {
    const ids = formats('en').map((format) => format.id);
    expect(ids.length).toBeGreaterThanOrEqual(88);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['generic-en', 'generic-fr', 'plain-hosts', 'windows-firewall-fqdn']));
  });

  const changed = (id: string, change: (format: (typeof allowlist.formats)[number]) => void) => {
    const format = structuredClone(allowlist.formats.find((each) => each.id === id));
    if (format === undefined) throw new Error(`no ${id}`);
    change(format);
    return () => readFormats([format]);
  };

  test('one that lacks a sentence, or words, in one language is refused', () => {
    expect(changed('pac', () => {})).not.toThrow();
    expect(changed('pac', ({ caveats }) => caveats.fr.pop())).toThrow(/more sentences/);
    expect(changed('pac', ({ caveats }) => caveats.en.pop())).toThrow(/more sentences/);
    expect(changed('pac', ({ caveats }) => caveats.fr.splice(0, 1, ''))).toThrow();
    expect(changed('pac', (format) => Object.assign(format, { testedWith: { en: 'Node' } }))).toThrow();
    expect(changed('pac', (format) => Object.assign(format, { undo: { en: 'Delete them.' } }))).toThrow();
    expect(changed('unifi-allow', (format) => Object.assign(format, { undo: 'Delete the rule.' }))).toThrow(/words/);
    expect(changed('unifi-allow', ({ sections }) => Object.assign(sections[0] ?? {}, { template: 'Go.' }))).toThrow(
      /words/,
    );
  });

  test('both languages ask for the same, in the same commands', () => {
    const placeholders = (text: string) => text.match(/\{\{[^}]*\}\}/gu) ?? [];
    // Notes of ours: comments, and sentences in brackets or without a command.
    const commands = (text: string) =>
      text
        .split('\n')
        .flatMap((line) =>
          /^(#|;|rem |\(| *\/\/|[A-Z].*[.:]$)/u.test(line.trim())
            ? []
            : [line.replace(/ *# .*$/u, '').replace(/\.{3}\w+\.{3}/u, '...')],
        );
    for (const english of formats('en')) {
      const french = findFormat(english.id, 'fr');
      expect(french?.purposes).toEqual(english.purposes);
      const texts = (format: typeof french) => [
        ...(format?.sections.map(({ template }) => template) ?? []),
        format?.undo ?? '',
      ];
      const pairs = texts(english).map((text, at) => [text, texts(french)[at] ?? ''] as const);
      for (const [inEnglish, inFrench] of pairs) {
        expect(placeholders(inFrench), english.id).toEqual(placeholders(inEnglish));
        if (english.kind === 'cli' || english.kind === 'config')
          expect(commands(inFrench), english.id).toEqual(commands(inEnglish));
      }
    }
  });

  test.each(Language.options)(
    'another format is named by its product and by the command for it, never by its id: %s',
    (tag) => {
      const command = /connection-check allowlist --format ([a-z0-9-]+)/gu;
      const ids = formats(tag).map(({ id }) => id);
      // Neither part of a longer name nor of an address.
      const bare = new RegExp(String.raw`(?<![\w./-])(${ids.join('|')})(?![\w/-]|\.\w)`, 'gu');
      for (const { id, source, testedWith, caveats, sections, undo } of formats(tag)) {
        const templates = sections.map(({ template }) => template);
        for (const text of [source, testedWith ?? '', ...caveats, ...templates, undo ?? '']) {
          expect(text.replaceAll(command, '').match(bare), id).toBeNull();
          for (const [, other = ''] of text.matchAll(command))
            expect(text, id).toContain(findFormat(other, tag)?.product ?? `a product for ${other}`);
        }
      }
    },
  );

  test('plain text is a letter in either language, for every purpose that findings call for', () => {
    expect(findFormat('plain-text', 'en')?.id).toBe('generic-en');
    expect(findFormat('plain-text', 'fr')?.id).toBe('generic-fr');
    for (const id of ['generic-en', 'generic-fr', 'plain-hosts'])
      expect(findFormat(id, 'en')?.purposes).toEqual(Purpose.options.filter((purpose) => purpose !== 'verify'));
    expect(findFormat('no-such-format', 'en')).toBeNull();
  });

  test('every format that the tables mention exists, and serves what it is offered for', () => {
    const mentioned = [...Object.values(allowlist.byProduct), ...Object.values(allowlist.common)].flat();
    expect(mentioned.filter((id) => findFormat(id, 'en') === null)).toEqual([]);
    for (const [purpose, ids] of Object.entries(allowlist.common))
      for (const id of ids)
        expect([id, ...(findFormat(id, 'en')?.purposes ?? [])]).toContain(purpose === 'dns' ? 'allow' : purpose);
  });

  test('every product with formats is one that the diagnosis can name', () => {
    const rows: readonly { product: string | null }[] = [
      ...[issuers.high, issuers.medium, issuers.low].flat(),
      ...[sinkholes.high, sinkholes.medium, sinkholes.low].flat(),
      ...[pages.headers, pages.body, pages.proxy].flat(),
    ];
    const products = new Set(rows.map((row) => row.product));
    expect(Object.keys(allowlist.byProduct).filter((product) => !products.has(product))).toEqual([]);
  });
});

describe('purposes', () => {
  test('to allow is always asked for', () => {
    expect(purposesFor([])).toEqual(['allow']);
    for (const code of codes) expect(purposesFor([found(code)])[0]).toBe('allow');
  });

  test('no more is asked for than what was found', () => {
    const asking = (purpose: Purpose) => codes.filter((code) => purposesFor([found(code)]).includes(purpose));
    expect(asking('tls-exempt')).toEqual(['tls-inspected', 'block-page']);
    expect(asking('proxy-auth-exempt')).toEqual(['proxy-authentication-required']);
    expect(asking('proxy-bypass')).toEqual(['proxy-denied', 'proxy-upstream-failed', 'proxy-drops-connect']);
    expect(asking('verify')).toEqual([]);
  });

  test('nobody is sent around a proxy that is the only way out', () => {
    expect(purposesFor([found('proxy-denied'), found('proxy-only')])).toEqual(['allow']);
    expect(purposesFor([found('proxy-denied'), found('connect-blocked')])).toEqual(['allow']);
  });

  test('several findings add up', () => {
    const findings = [found('proxy-authentication-required'), found('tls-inspected')];
    expect(purposesFor(findings)).toEqual(['allow', 'tls-exempt', 'proxy-auth-exempt']);
  });
});

describe('suggestions', () => {
  test.each([
    ['Zscaler', 'tls-inspected', 'zscaler-tls-exempt'],
    ['Fortinet', 'tls-inspected', 'fortigate-allow'],
    ['Squid', 'proxy-authentication-required', 'squid-allow-noauth'],
    ['Cisco Umbrella / OpenDNS', 'dns-blocked', 'umbrella-dns-allow'],
    ['Bitdefender', 'tls-inspected', 'bitdefender-exclude'],
  ] as const)('%s comes first', (product, code, id) => {
    expect(suggestedFormats([found(code, product)])[0]).toBe(id);
  });

  test('a format of the product that serves nothing asked for is left out', () => {
    expect(suggestedFormats([found('block-page', 'Zscaler')])).toContain('zscaler-tls-exempt');
    expect(suggestedFormats([found('block-page', 'Zscaler')])).not.toContain('zscaler-auth-exempt');
  });

  test('with nothing found, common products and what fits all', () => {
    const ids = suggestedFormats([]);
    expect(ids[0]).toBe('windows-firewall-fqdn');
    expect(ids.slice(-2)).toEqual(['plain-text', 'plain-hosts']);
  });

  test('a name refused where it is resolved is a matter of DNS filters first', () => {
    expect(suggestedFormats([found('dns-blocked')])[0]).toBe('umbrella-dns-allow');
  });

  test('the products of hostile evidence are only looked up', () => {
    for (const product of ['__proto__', 'constructor', '', 'x'.repeat(2 ** 20)])
      expect(suggestedFormats([found('tls-inspected', product)])).toEqual(suggestedFormats([found('tls-inspected')]));
  });

  test.each(codes)('%s: every id exists, once', (code) => {
    const ids = suggestedFormats([found(code)]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => findFormat(id, 'fr') === null)).toEqual([]);
  });
});
