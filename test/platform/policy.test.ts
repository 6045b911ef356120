import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Settings } from '../../src/model/settings.ts';
import { applyPolicy, hideableItems, parsePolicy } from '../../src/platform/policy.ts';
import { parseRegistryKey } from '../../src/platform/registry.ts';

const key = (...lines: string[]) => parseRegistryKey(lines.map((line) => `    ${line}`).join('\r\n'));
const none = key();
const byDefault = Settings.parse({});

test('without policies, the settings stand', () => {
  const { policy, problems } = parsePolicy(none, none);
  expect(problems).toEqual([]);
  expect(applyPolicy(byDefault, policy)).toEqual(byDefault);
});

test('the computer decides before the user, and the user before the settings', () => {
  const computer = key('CheckIntervalSeconds    REG_DWORD    0x258', 'ManagedBy    REG_SZ    Müller & Cie');
  const user = key('CheckIntervalSeconds    REG_DWORD    0x3c', 'Language    REG_SZ    fr');
  const { policy, problems } = parsePolicy(computer, user);
  expect(problems).toEqual([]);
  expect(policy.ManagedBy).toBe('Müller & Cie');
  expect(applyPolicy({ ...byDefault, intervalSeconds: 120 }, policy)).toEqual({
    ...byDefault,
    intervalSeconds: 600,
    language: 'fr',
  });
});

test('a value that cannot be followed is named, and is as if it were not there', () => {
  const computer = key('CheckIntervalSeconds    REG_DWORD    0x1', 'Proxy    REG_SZ    ftp://proxy.example');
  const user = key('CheckIntervalSeconds    REG_DWORD    0x3c', 'Notifications    REG_DWORD    0x1');
  const { policy, problems } = parsePolicy(computer, user);
  expect(problems).toEqual([
    expect.stringContaining('HKLM\\Software\\Policies\\Connection Check: CheckIntervalSeconds: '),
    expect.stringContaining('HKCU\\Software\\Policies\\Connection Check: Notifications: '),
    expect.stringContaining('HKLM\\Software\\Policies\\Connection Check: Proxy: '),
  ]);
  expect(applyPolicy(byDefault, policy)).toEqual({ ...byDefault, intervalSeconds: 60 });
});

test.each([
  { value: 'always', own: false, shown: true },
  { value: 'never', own: true, shown: false },
  { value: 'user-decides', own: false, shown: false },
])('notifications $value', ({ value, own, shown }) => {
  const { policy } = parsePolicy(key(`Notifications    REG_SZ    ${value}`), none);
  expect(applyPolicy({ ...byDefault, notifications: own }, policy).notifications).toBe(shown);
});

test('a proxy that is decided leaves no script of the settings, and a script no proxy', () => {
  const own = { ...byDefault, proxy: 'http://own.example:1', proxyAutoconfigUrl: 'http://own.example/a.pac' };
  const proxy = parsePolicy(key('Proxy    REG_SZ    http://proxy.example:8080'), none).policy;
  expect(applyPolicy(own, proxy)).toMatchObject({ proxy: 'http://proxy.example:8080', proxyAutoconfigUrl: null });
  const script = parsePolicy(key('ProxyAutoconfigUrl    REG_SZ    http://it.example/b.pac'), none).policy;
  expect(applyPolicy(own, script)).toMatchObject({ proxy: 'system', proxyAutoconfigUrl: 'http://it.example/b.pac' });
});

test('what is hidden from the menu is what IT says, and nothing else', () => {
  const { policy } = parsePolicy(key('ShowExit    REG_SZ    hide', 'ShowPause    REG_SZ    show'), none);
  expect(policy.hidden).toEqual(['Exit']);
});

const templates = join(import.meta.dirname, '../../build/windows/policy');

test('the templates describe every value, and no other, in both languages', () => {
  const admx = readFileSync(join(templates, 'connection-check.admx'), 'utf8');
  const described = [...admx.matchAll(/valueName="(\w+)"/g)].map((match) => match[1]).toSorted();
  const { hidden, ...values } = parsePolicy(none, none).policy;
  expect([...new Set(described)]).toEqual(
    [...Object.keys(values), ...hideableItems.map((item) => `Show${item}`)].toSorted(),
  );
  const wanted = [...admx.matchAll(/\$\(string\.(\w+)\)/g)].map((match) => match[1] ?? '');
  const pages = [...admx.matchAll(/\$\(presentation\.(\w+)\)/g)].map((match) => match[1] ?? '');
  for (const language of readdirSync(templates).filter((name) => name.includes('-') && !name.includes('.'))) {
    const adml = readFileSync(join(templates, language, 'connection-check.adml'), 'utf8');
    for (const id of wanted) expect(adml, language).toContain(`<string id="${id}">`);
    for (const id of pages) expect(adml, language).toContain(`<presentation id="${id}">`);
  }
});
