import { describe, expect, it } from 'vitest';
import { parseRegistryKey } from '../../src/platform/registry.ts';

/** Windows 10, as posted at https://github.com/desktop/desktop/issues/8546; shortened, subkeys added as reg.exe lists them. */
const windows10 = [
  '',
  'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings',
  '    DisableCachingOfSSLPages    REG_DWORD    0x0',
  '    IE5_UA_Backup_Flag    REG_SZ    5.0',
  '    User Agent    REG_SZ    Mozilla/4.0 (compatible; MSIE 8.0; Win32)',
  '    ZonesSecurityUpgrade    REG_BINARY    97650FDF4750D501',
  '    MigrateProxy    REG_DWORD    0x1',
  '    ProxyEnable    REG_DWORD    0x0',
  '    ProxyOverride    REG_SZ    local',
  '    ProxyHttp1.1    REG_DWORD    0x1',
  '    SecureProtocols    REG_DWORD    0xa80',
  '    AutoConfigURL    REG_SZ    ',
  '',
  'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections',
  'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\ZoneMap',
  '',
].join('\r\n');

describe('parseRegistryKey', () => {
  it('reads what Windows 10 prints', () => {
    expect(Object.fromEntries(parseRegistryKey(windows10))).toEqual({
      disablecachingofsslpages: 0,
      ie5_ua_backup_flag: '5.0',
      'user agent': 'Mozilla/4.0 (compatible; MSIE 8.0; Win32)',
      zonessecurityupgrade: Buffer.from('97650fdf4750d501', 'hex'),
      migrateproxy: 1,
      proxyenable: 0,
      proxyoverride: 'local',
      'proxyhttp1.1': 1,
      secureprotocols: 0xa80,
      autoconfigurl: '',
    });
  });

  it.each([
    // The default value is named in the language of Windows; in code page 850, é is 0x82, which is no UTF-8.
    ['French', Buffer.from('    (par d\x82faut)    REG_SZ    x\r\n    ProxyEnable    REG_DWORD    0x1\r\n', 'latin1')],
    [
      'German',
      Buffer.from('    (Standard)    REG_SZ    (Wert nicht festgelegt)\r\n    ProxyEnable    REG_DWORD    0x1\r\n'),
    ],
    ['Windows XP, with tabs', Buffer.from('\r\n! REG.EXE VERSION 3.0\r\n\tProxyEnable\tREG_DWORD\t0x1\r\n')],
  ])('reads %s', (_, bytes) => {
    expect(parseRegistryKey(bytes.toString('latin1')).get('proxyenable')).toBe(1);
  });

  it.each([
    ['a text that names a type', '    ProxyServer    REG_SZ    a REG_DWORD 0x1', 'a REG_DWORD 0x1'],
    ['a number that is none', '    ProxyServer    REG_DWORD    0xZZ', undefined],
    ['a number too large', '    ProxyServer    REG_DWORD    0x123456789', undefined],
    ['half a byte', '    ProxyServer    REG_BINARY    123', undefined],
    ['no bytes', '    ProxyServer    REG_BINARY', Buffer.alloc(0)],
    ['a type nobody asks for', '    ProxyServer    REG_QWORD    0x1', undefined],
    ['a type inside a word', '    ProxyServer    XREG_SZ    a', undefined],
    ['text with variables', '    ProxyServer    REG_EXPAND_SZ    %A%', '%A%'],
    ['an error', 'ERROR: The system was unable to find the specified registry key or value.', undefined],
    ['nothing', '', undefined],
  ])('takes %s as it is', (_, text, value) => {
    expect(parseRegistryKey(text).get('proxyserver')).toEqual(value);
  });

  it.each([
    ['spaces', ' '.repeat(1_048_576)],
    ['lines', '    A    REG_SZ    b\r\n'.repeat(50_000)],
    ['types', ' REG_SZ'.repeat(150_000)],
    ['one text', `    A    REG_SZ    ${'b '.repeat(600_000)}`],
  ])('gets through a megabyte of %s', (_, text) => {
    expect(parseRegistryKey(text).size).toBeLessThanOrEqual(1);
  });
});
