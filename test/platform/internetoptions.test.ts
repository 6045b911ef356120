import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type InternetOptions,
  isBypassed,
  parseInternetOptions,
  proxiesForHosts,
  readInternetOptions,
} from '../../src/platform/internetoptions.ts';
import { parseRegistryKey } from '../../src/platform/registry.ts';

const signal = AbortSignal.timeout(60_000);
const host = 'quickbooksdesktop.codat.io';
const proxy = { host: 'proxy.example', port: 8080, authorization: null };

/** As Windows lays it out: 0x46, a counter, the flags, three texts with their lengths, 32 bytes of nothing. */
function connection(flags: number, server = '', override = '', url = ''): string {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const texts = [server, override, url].flatMap((text) => [number(text.length), Buffer.from(text)]);
  const all = Buffer.concat([number(0x46), number(5), number(flags), ...texts, Buffer.alloc(32)]);
  return `    DefaultConnectionSettings    REG_BINARY    ${all.toString('hex').toUpperCase()}`;
}

const parse = (settings: string[], connections = '') =>
  parseInternetOptions(
    parseRegistryKey(settings.map((line) => `    ${line}`).join('\r\n')),
    parseRegistryKey(connections),
  );

describe('parseInternetOptions', () => {
  const on = 'ProxyEnable    REG_DWORD    0x1';
  const nothing: InternetOptions = { manual: null, autoconfigUrl: null, autodetect: false };
  it.each<[string, string[], string, InternetOptions]>([
    ['nothing', [], '', nothing],
    [
      'a proxy that is off',
      ['ProxyEnable    REG_DWORD    0x0', 'ProxyServer    REG_SZ    proxy.example:8080'],
      connection(3, 'proxy.example:8080'),
      nothing,
    ],
    [
      'one proxy',
      [on, 'ProxyServer    REG_SZ    proxy.example:8080'],
      '',
      { ...nothing, manual: { proxy, bypass: [] } },
    ],
    [
      'one with a scheme',
      [on, 'ProxyServer    REG_SZ    http://proxy.example:8080'],
      '',
      { ...nothing, manual: { proxy, bypass: [] } },
    ],
    [
      'one for each scheme',
      [on, 'ProxyServer    REG_SZ    http=a:1;https=proxy.example:8080;socks=b:2'],
      '',
      { ...nothing, manual: { proxy, bypass: [] } },
    ],
    [
      'one for https beside one for all',
      [on, 'ProxyServer    REG_SZ    other:1 HTTPS=proxy.example:8080'],
      '',
      { ...nothing, manual: { proxy, bypass: [] } },
    ],
    [
      'none for https',
      [on, 'ProxyServer    REG_SZ    http=a:1;socks=b:2'],
      '',
      { ...nothing, manual: { proxy: null, bypass: [] } },
    ],
    [
      'garbage',
      [on, 'ProxyServer    REG_SZ    =;;https=\\\\??:99999999;'],
      '',
      { ...nothing, manual: { proxy: null, bypass: [] } },
    ],
    ['an empty proxy', [on, 'ProxyServer    REG_SZ'], '', nothing],
    ['a proxy of the wrong type', [on, 'ProxyServer    REG_DWORD    0x1'], '', nothing],
    [
      'exceptions',
      [on, 'ProxyServer    REG_SZ    proxy.example:8080', 'ProxyOverride    REG_SZ    *.corp.example; 10.*;;<local>'],
      '',
      { ...nothing, manual: { proxy, bypass: ['*.corp.example', '10.*', '<local>'] } },
    ],
    [
      'a script',
      ['ProxyEnable    REG_DWORD    0x0', 'AutoConfigURL    REG_SZ    http://pac.example/a b.pac'],
      '',
      { ...nothing, autoconfigUrl: 'http://pac.example/a b.pac' },
    ],
    ['a script that was unticked', ['AutoConfigURL    REG_SZ'], connection(1, '', '', 'http://pac.example/'), nothing],
    ['auto-detection', [], connection(9), { ...nothing, autodetect: true }],
    ['no auto-detection', ['AutoDetect    REG_DWORD    0x1'], connection(1), nothing],
    ['auto-detection written by a script', ['AutoDetect    REG_DWORD    0x1'], '', { ...nothing, autodetect: true }],
    // https://www.spad.uk/posts/how-does-proxysettingsperuser-work/: for all users, this value alone is often written.
    [
      'all of it in the newer value',
      [],
      connection(15, 'proxy.example:8080', '<local>', 'http://pac.example/'),
      { manual: { proxy, bypass: ['<local>'] }, autoconfigUrl: 'http://pac.example/', autodetect: true },
    ],
    [
      'texts that are not switched on',
      [],
      connection(1, 'proxy.example:8080', '<local>', 'http://pac.example/'),
      nothing,
    ],
    [
      'lengths that lie',
      [],
      '    DefaultConnectionSettings    REG_BINARY    4600000023000000 0B000000 FFFFFFFF41'.replaceAll(
        / (?=0B|FF)/g,
        '',
      ),
      { ...nothing, autodetect: true },
    ],
    ['a value cut short', [], '    DefaultConnectionSettings    REG_BINARY    46000000', nothing],
  ])('reads %s', (_, settings, connections, options) => {
    expect(parse(settings, connections)).toEqual(options);
  });

  it('stays small where the exceptions are a megabyte', () => {
    const { manual } = parse([
      on,
      'ProxyServer    REG_SZ    p:1',
      `ProxyOverride    REG_SZ    ${'a;'.repeat(500_000)}`,
    ]);
    expect(manual?.bypass.length).toBe(32_768);
  });

  it('never throws, whatever the registry holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const bytes = fc.uint8Array({ maxLength: 64 }).map((each) => Buffer.from(each).toString('hex'));
    fc.assert(
      fc.property(text, text, text, bytes, (server, override, url, connections) => {
        const values = [on, `ProxyServer    REG_SZ    ${server}`, `ProxyOverride    REG_SZ    ${override}`];
        const { manual } = parse(
          [...values, `AutoConfigURL    REG_SZ    ${url}`],
          `    DefaultConnectionSettings    REG_BINARY    ${connections}`,
        );
        isBypassed(host, manual?.bypass ?? []);
      }),
    );
  });
});

describe('isBypassed', () => {
  it.each([
    ['quickbooksdesktop.codat.io', true],
    ['QuickBooksDesktop.Codat.IO', true],
    ['codat.io', false],
    ['.codat.io', false],
    ['*.codat.io', true],
    ['*codat.io', true],
    ['*', true],
    ['quick*desktop.*.io', true],
    ['quickbooks*io*io', false],
    ['quickbooksdesktop.codat.io*codat.io', false],
    ['desktop*', false],
    ['https://*.codat.io', true],
    ['http://*.codat.io', false],
    ['*.codat.io:443', true],
    ['*.codat.io:80', false],
    ['https://*.codat.io:443', true],
    ['<local>', false],
    ['', false],
    ['<-loopback>', false],
  ])('%s: %s', (entry, expected) => {
    expect(isBypassed(host, [entry])).toBe(expected);
  });

  it('takes names without a dot as local', () => {
    expect(isBypassed('intranet', ['<local>'])).toBe(true);
  });

  it('gets through many wildcards', () => {
    expect(isBypassed('a'.repeat(250), ['*a'.repeat(120).concat('*b')])).toBe(false);
  });
});

describe('proxiesForHosts', () => {
  let server: Server;
  let script = '';
  let url = '';
  beforeAll(async () => {
    server = createServer((_, response) => response.end(script));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy.pac`;
  });
  afterAll(() => void server.close());

  const manual = { proxy, bypass: ['connectors.*'] };
  const choose = async (options: Partial<InternetOptions>) => [
    ...(
      await proxiesForHosts(
        [host, 'connectors.codat.io'],
        { manual: null, autoconfigUrl: null, autodetect: false, ...options },
        signal,
      )
    ).values(),
  ];
  const direct = { kind: 'direct' };
  const byHand = { kind: 'proxy', proxy, source: 'internet-options' };

  it('goes direct without options', async () => {
    expect(await choose({})).toEqual([direct, direct]);
  });

  it('takes the manual proxy, except for its exceptions', async () => {
    expect(await choose({ manual })).toEqual([byHand, direct]);
  });

  it('goes direct where the manual proxy is for other schemes', async () => {
    expect(await choose({ manual: { proxy: null, bypass: [] } })).toEqual([direct, direct]);
  });

  it('prefers the script, also where it says DIRECT', async () => {
    script = `function FindProxyForURL(url, host) { return dnsDomainIs(host, 'connectors.codat.io') ? 'DIRECT' : 'PROXY pac.example'; }`;
    const scripted = {
      kind: 'proxy',
      proxy: { host: 'pac.example', port: 80, authorization: null },
      source: 'autoconfig',
    };
    expect(await choose({ manual, autoconfigUrl: url })).toEqual([scripted, direct]);
  });

  it('says what Windows goes on with where the script fails', async () => {
    script = '<html>';
    const failed = {
      kind: 'autoconfig-failed',
      url,
      problem: 'not-a-script',
      detail: expect.stringContaining('SyntaxError'),
    };
    expect(await choose({ manual, autoconfigUrl: url })).toEqual([
      { ...failed, otherwise: byHand },
      { ...failed, otherwise: direct },
    ]);
  });

  it('goes on without a word where the network has no WPAD', async () => {
    expect(await choose({ manual, autodetect: true })).toEqual([byHand, direct]);
  });
});

/** A system root whose reg.exe is a shell script: `$2` is the key that is asked for. */
describe('readInternetOptions', () => {
  let root = '';
  const install = (body: string) => {
    root = mkdtempSync(join(tmpdir(), 'internet-options-'));
    mkdirSync(join(root, 'System32'));
    writeFileSync(join(root, 'System32', 'reg.exe'), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return { SystemRoot: root };
  };
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const hives = (perUser: string) => `
case "$1 $2" in
  'query HKLM\\Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings') ${perUser} ;;
  'query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings')
    printf '\\r\\nHKEY_CURRENT_USER\\\\Software\\r\\n    (par d\\202faut)    REG_SZ    \\202\\r\\n    ProxyEnable    REG_DWORD    0x1\\r\\n    ProxyServer    REG_SZ    user.example:1\\r\\n' ;;
  'query HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings')
    printf '    ProxyEnable    REG_DWORD    0x1\\r\\n    ProxyServer    REG_SZ    computer.example:1\\r\\n' ;;
  *) echo 'ERREUR : le syst\\212me n a pas trouv\\202 la cl\\202.' >&2; exit 1 ;;
esac`;

  it.each([
    ['the user', 'exit 1', 'user.example'],
    [
      'the user, where the policy says so',
      "printf '    ProxySettingsPerUser    REG_DWORD    0x1\\r\\n'",
      'user.example',
    ],
    ['the computer', "printf '    ProxySettingsPerUser    REG_DWORD    0x0\\r\\n'", 'computer.example'],
  ])('reads those of %s', async (_, perUser, expected) => {
    const options = await readInternetOptions(signal, install(hives(perUser)));
    expect(options?.manual?.proxy?.host).toBe(expected);
    expect(options?.autodetect).toBe(false);
  });

  it.each([
    ['fails', 'exit 5'],
    ['prints for ever', 'exec yes "    A    REG_SZ    b"'],
    ['never ends', 'exec sleep 60'],
  ])('knows nothing where reg.exe %s', async (_, body) => {
    expect(await readInternetOptions(signal, install(body))).toBeNull();
  });

  it('knows nothing without reg.exe, outside Windows, and when it is interrupted', async () => {
    expect(await readInternetOptions(signal, { SystemRoot: '/nonexistent' })).toBeNull();
    expect(await readInternetOptions(signal, {})).toBeNull();
    expect(await readInternetOptions(AbortSignal.abort(), install('exec sleep 60'))).toBeNull();
  });
});
