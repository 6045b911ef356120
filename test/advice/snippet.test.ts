import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Format, findFormat, formats } from '../../src/advice/allowlist.ts';
import { openPlaceholders, renderSnippet, renderUndo } from '../../src/advice/snippet.ts';
import { Language } from '../../src/model/settings.ts';
import { codatHosts } from '../../src/model/target.ts';

const threeHosts = [...codatHosts, 'relay-1.example.com'];
const english = { language: 'en' } as const;

function snippet(
  id: string,
  hosts: readonly string[],
  purposes = findFormat(id, 'en')?.purposes ?? [],
  language: Language = 'en',
): string {
  const text = renderSnippet(id, { language, hosts, purposes });
  if (text === null) throw new Error(`${id} has no snippet`);
  return text;
}

const wanted = Language.options.flatMap((language) =>
  formats(language).flatMap((format) =>
    [...format.purposes.map((purpose) => [purpose]), format.purposes].map(
      (purposes) => [`${format.id} for ${purposes.join('+')}, in ${language}`, format, purposes, language] as const,
    ),
  ),
);

/** Formats that open a program or a port to everywhere, and so name no host. */
const nameless = ['windows-firewall-program', 'norton-allow', 'fortigate-captive-portal-exempt'];

describe.each([1, 2, 3])('with %i hosts', (count) => {
  const hosts = threeHosts.slice(0, count);

  test.each(wanted)('%s is whole', (_, format, purposes, language) => {
    const text = snippet(format.id, hosts, purposes, language);
    expect(text).not.toMatch(/\{\{[#/]/u);
    expect(text).not.toMatch(/\{\{(host|slug|host_regex|n)\}\}/u);
    expect(text.trim()).toBe(text);
    expect(text).not.toMatch(/[ \t]$/mu);
    if (!nameless.includes(format.id)) expect(hosts.filter((host) => !names(text, host))).toEqual([]);
    expect(threeHosts.slice(count).filter((host) => names(text, host))).toEqual([]);
  });

  test.each(
    formats('en')
      .filter((format) => format.undo !== null)
      .map((format) => [format.id]),
  )('undo of %s', (id) => {
    for (const language of Language.options)
      expect(renderUndo(id, { language, hosts, purposes: [] })).not.toMatch(/\{\{([#/]|host|slug|n\})/u);
  });
});

function names(text: string, host: string): boolean {
  return [host, host.replaceAll('.', '\\.'), host.replaceAll('.', '-')].some((spelling) => text.includes(spelling));
}

describe('sections', () => {
  const several = formats('en').filter((format) => format.sections.length > 1);

  test.each(several.map((format) => [format.id, format] as const))(
    '%s says less for one purpose than for all',
    (id, format) => {
      const lines = (purposes: Format['purposes']) => snippet(id, codatHosts, purposes).split('\n').length;
      for (const purpose of format.purposes) expect(lines([purpose])).toBeLessThanOrEqual(lines(format.purposes));
      expect(Math.min(...format.purposes.map((purpose) => lines([purpose])))).toBeLessThan(lines(format.purposes));
    },
  );

  test('decryption is mentioned only where it was asked for', () => {
    for (const id of ['generic-en', 'generic-fr']) {
      expect(snippet(id, codatHosts, ['allow'])).not.toMatch(/decrypt|déchiffr/u);
      expect(snippet(id, codatHosts, ['allow', 'tls-exempt'])).toMatch(/decrypt|déchiffr/u);
    }
  });

  test('the short letters are the long ones, asked only to allow', () => {
    expect(snippet('generic-en', codatHosts, ['allow'])).toBe(snippet('generic-en-allow', codatHosts));
    expect(snippet('generic-fr', codatHosts, ['allow'])).toBe(snippet('generic-fr-allow', codatHosts));
  });

  test('a purpose that a format does not serve gives nothing', () => {
    expect(renderSnippet('pihole-v6', { ...english, hosts: codatHosts, purposes: ['tls-exempt'] })).toBeNull();
    expect(renderSnippet('no-such-format', { ...english, hosts: codatHosts, purposes: ['allow'] })).toBeNull();
    expect(renderUndo('plain-hosts', { ...english, hosts: codatHosts, purposes: ['allow'] })).toBeNull();
  });
});

describe('words and placeholders', () => {
  test('plain text follows the language', () => {
    const options = { hosts: codatHosts, purposes: ['allow'] as const };
    expect(renderSnippet('plain-text', { ...options, language: 'en' })).toMatch(/^Please allow outbound TCP 443/u);
    expect(renderSnippet('plain-text', { ...options, language: 'fr' })).toMatch(
      /^Veuillez autoriser le trafic sortant TCP 443/u,
    );
  });

  test('the host list is nothing but the hosts', () => {
    expect(snippet('plain-hosts', threeHosts)).toBe(threeHosts.join('\n'));
  });

  test('what is not known stays visible, what is known is filled in', () => {
    const options = { ...english, hosts: codatHosts, purposes: ['allow'] as const };
    const open = renderSnippet('generic-en', options) ?? '';
    expect(openPlaceholders(open)).toEqual(['computer']);
    const filled = renderSnippet('generic-en', { ...options, placeholders: { computer: 'FRONT-DESK 2' } }) ?? '';
    expect(filled).toContain('from FRONT-DESK 2 to:');
    expect(openPlaceholders(filled)).toEqual([]);
  });

  test.each(["x'; calc; '", '"', '$(id)', '`id`', 'a&b', 'a\nb', '{{host}}', '%PATH%', '<', ''])(
    '%j does not go in',
    (value) => {
      const options = { ...english, hosts: codatHosts, purposes: ['allow'] as const };
      const text = renderSnippet('windows-firewall-program', { ...options, placeholders: { program_path: value } });
      expect(text).toContain("-Program '{{program_path}}'");
    },
  );

  test('a path with spaces and brackets goes in', () => {
    const options = { ...english, hosts: codatHosts, purposes: ['allow'] as const };
    const program_path = String.raw`C:\Program Files (x86)\Connector\Connector.exe`;
    const text = renderSnippet('windows-firewall-program', { ...options, placeholders: { program_path } });
    expect(text).toContain(`-Program '${program_path}'`);
  });

  test.each([
    'a.example.com; reboot',
    'a.example.com\n0.0.0.0',
    "a'.example.com",
    '$(id).example.com',
    '.*',
    'https://a.example.com',
    '*.codat.io',
    '',
  ])('%j is not a host and is not rendered', (host) => {
    expect(() => renderSnippet('plain-hosts', { ...english, hosts: [host], purposes: ['allow'] })).toThrow();
  });

  test('whatever is accepted as a host is inert', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.domain()), (host) => {
        let text: string | null = null;
        try {
          text = renderSnippet('plain-hosts', { ...english, hosts: [host], purposes: ['allow'] });
        } catch {
          return;
        }
        expect(text).toMatch(/^[a-z0-9.-]+$/u);
      }),
    );
  });
});

describe('snippets that are programs or data', () => {
  test('the PAC file sends the names around the proxy, and nothing else', () => {
    const source = snippet('pac', codatHosts).replace('// ... existing rules ...', 'return "PROXY proxy.lan:8080";');
    const route = (host: string) =>
      runInNewContext(`${source}; FindProxyForURL(url, host)`, { url: `https://${host}/`, host });
    for (const host of codatHosts) {
      expect(route(host)).toBe('DIRECT');
      expect(route(host.toUpperCase())).toBe('DIRECT');
      for (const other of [`x.${host}`, `x${host}`, `${host}.example.com`, 'codat.io', host.replaceAll('.', 'x')])
        expect(route(other)).toBe('PROXY proxy.lan:8080');
    }
  });

  test.each([1, 2, 3])('the list for AWS is JSON with %i hosts', (count) => {
    const hosts = threeHosts.slice(0, count);
    const text = snippet('aws-network-firewall', hosts);
    const json = text
      .slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
      .replace('...existing...', '"old.example.com"');
    expect(JSON.parse(json)).toEqual({
      TargetTypes: ['TLS_SNI'],
      GeneratedRulesType: 'ALLOWLIST',
      Targets: ['old.example.com', ...hosts],
    });
  });

  test('the WinHTTP settings are JSON', () => {
    const text = snippet('windows-winhttp-advproxy', codatHosts);
    const json = text.slice(text.indexOf('settings={') + 'settings='.length).replaceAll('\\"', '"');
    expect(JSON.parse(json)).toMatchObject({ ProxyBypass: `${codatHosts.join(';')};<local>`, AutoDetect: false });
  });

  test.each([
    ['pfsense-squid', /^\^.*\$$/gmu, ''],
    ['opnsense-squid', /^\^.*\$$/gmu, ':443'],
    ['sophos-web-exception', /^\^.*\/$/gmu, '/'],
    ['sophos-utm-exception', /\^https.*\/$/gmu, '/'],
  ])('the patterns of %s match the names, and no look-alikes', (id, shape, end) => {
    const patterns = snippet(id, codatHosts).match(shape) ?? [];
    expect(patterns).toHaveLength(codatHosts.length);
    const scheme = id === 'sophos-utm-exception' ? 'https://' : '';
    const hit = (host: string) => patterns.some((pattern) => new RegExp(pattern, 'u').test(`${scheme}${host}${end}`));
    for (const host of codatHosts) {
      expect(hit(host)).toBe(true);
      expect(hit(host.replace('.', 'x'))).toBe(false);
      expect(hit(`x${host}`)).toBe(false);
      expect(hit(`${host}.example.com`)).toBe(false);
    }
  });
});
