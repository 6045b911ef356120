import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Settings } from '../../src/model/settings.ts';
import { codatHosts, Host, roleOf } from '../../src/model/target.ts';

test('an empty file means the defaults, whole, and they are valid themselves', () => {
  const defaults = Settings.parse({});
  expect(defaults.hosts).toEqual(codatHosts);
  expect(Settings.parse(defaults)).toEqual(defaults);
  expect(Settings.parse({ controls: {}, timeoutsMs: {} })).toEqual(defaults);
  for (const ms of Object.values(defaults.timeoutsMs)) expect(ms).toBeLessThanOrEqual(defaults.timeoutsMs.check);
});

test('the defaults are nobody’s to change', () => {
  Settings.parse({}).hosts.push('other.example');
  Settings.parse({}).controls.https.push('other.example');
  expect(Settings.parse({}).hosts).toEqual(codatHosts);
  expect(Settings.parse({}).controls.https).not.toContain('other.example');
});

test.each([
  'quickbooksdesktop.codat.io',
  'QuickBooksDesktop.Codat.IO',
  'a.b',
  'xn--bcher-kva.example',
  '1.2.3.4.example',
  `${'a'.repeat(63)}.example`,
])('%s is a host', (text) => {
  expect(Host.parse(text)).toBe(text.toLowerCase());
});

test.each([
  '',
  '.',
  'localhost',
  'a.example.',
  '.a.example',
  'a..example',
  '-a.example',
  'a-.example',
  'a_b.example',
  'https://a.example',
  'a.example/path',
  'a.example:443',
  'user@a.example',
  'a.example ',
  ' a.example',
  'a.exam\nple',
  'a.example\n',
  'bücher.example',
  '192.0.2.1',
  'a.0',
  'a.0x1f',
  '2001:db8::1',
  '*.example',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(124)}example`,
])('%j is none', (text) => {
  expect(Host.safeParse(text).success).toBe(false);
});

test('what passes for a host can stand in a URL, and comes out of it as it went in', () => {
  const label = fc.string({
    unit: fc.constantFrom('a', 'z', '0', '9', '-', 'A', '.', '_', ' ', '\n', 'xn--'),
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      fc.array(label, { maxLength: 4 }).map((labels) => labels.join('.')),
      (text) => {
        const parsed = Host.safeParse(text);
        if (parsed.success) expect(new URL(`https://${parsed.data}/`).hostname).toBe(parsed.data);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a long text that is nearly a host is refused without long thought', () => {
  expect(Host.safeParse(`${'a-'.repeat(100_000)}.`).success).toBe(false);
  expect(Host.safeParse(`${'a.'.repeat(100_000)}!`).success).toBe(false);
});

test('what each host is for', () => {
  expect([...codatHosts, 'other.example'].map(roleOf)).toEqual(['sync', 'install', 'other']);
});
