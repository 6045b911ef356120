/** What a person did wrong costs one line on stderr, exit code 3, and nothing on stdout. */
import { mkdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { makeHome } from '../support/home.ts';
import { run } from '../support/program.ts';

const home = makeHome();
afterAll(() => home[Symbol.dispose]());

async function expectComplaint(words: readonly string[], complaint: string, env: NodeJS.ProcessEnv = {}) {
  const { code, stdout, stderr } = await run(home, words, env);
  expect(stderr).toMatch(/^connection-check: \P{Cc}+\n$/u);
  expect(stderr).toContain(complaint);
  expect(stdout).toBe('');
  expect(code).toBe(3);
}

describe('settings', () => {
  test.each<[string, string | object, string]>([
    ['that are no JSON', '{\n\u001b[31m', 'isn’t JSON'],
    ['with an unknown key', { host: [] }, 'There is no setting “host”'],
    ['with an unknown key below', { timeoutsMs: { dns: 1 } }, '“timeoutsMs.dns”'],
    ['with the wrong type', { notifications: 1 }, '“notifications”'],
    ['with an interval of zero', { intervalSeconds: 0 }, '“intervalSeconds”'],
    ['with a negative interval', { intervalSeconds: -1 }, '“intervalSeconds”'],
    ['without hosts', { hosts: [] }, 'at least one host'],
    ['with a scheme', { hosts: ['https://a.example'] }, 'without scheme'],
    ['with a path', { hosts: ['a.example/b'] }, 'without scheme'],
    ['with a space', { hosts: ['a .example'] }, 'without scheme'],
    ['whose roots are missing', { publicRootsFile: 'nowhere.pem' }, 'nowhere.pem'],
    ['whose roots are none', { publicRootsFile: 'settings.json' }, 'holds no certificates'],
  ])('%s', (_name, content, complaint) =>
    expectComplaint(['check', '--config', home.write('settings.json', content)], complaint),
  );

  test.each([['watch'], ['status'], ['allowlist'], []])('that are missing: %s', async (...command) => {
    // A status needs no settings before there is something to say.
    const complaint = command[0] === 'status' ? 'no stored result' : 'nowhere.json';
    await expectComplaint([...command, '--config', 'nowhere.json'], complaint);
  });

  test('at the default place', async () => {
    mkdirSync(`${home.folder}/config/connection-check`, { recursive: true });
    home.write('config/connection-check/settings.json', '{"hosts": []}');
    await expectComplaint(['check'], 'at least one host');
    home.write('config/connection-check/settings.json', '{}');
  });
});

test.each([
  [{ https_proxy: 'socks5://user:secret@proxy.example:1080' }, 'https_proxy'],
  [{ HTTPS_PROXY: 'https://proxy.example' }, 'HTTPS_PROXY'],
  [{ all_proxy: 'http://' }, 'all_proxy'],
])('a proxy of the environment that cannot be spoken to is named, and stops nothing: %o', async (env, variable) => {
  const { code, stdout, stderr } = await run(home, ['allowlist'], env);
  expect(stderr).toMatch(
    new RegExp(`^connection-check: The proxy in the environment variable ${variable} can’t be used[^\\n]+\\n$`),
  );
  expect(stderr).not.toContain('secret');
  expect(stdout).toContain('quickbooksdesktop.codat.io');
  expect(code).toBe(0);
  const usable = await run(home, ['allowlist'], { [variable]: 'http://proxy.example:8080' });
  expect(usable.stderr).toBe('');
});

describe('words', () => {
  test.each<[string, string]>([
    ['frobnicate', 'Unknown command “frobnicate”'],
    ['check --frobnicate', 'Unknown option “--frobnicate”'],
    ['check --config', 'needs a value'],
    ['allowlist --format __proto__', 'No format is called “__proto__”. See all of them'],
    ['allowlist --format fortinet', 'one of these: fortigate-allow, fortigate-tls-exempt,'],
    ['explain __proto__', 'No finding is called “__proto__”'],
    ['--lang fr check --config', 'doit être suivie d’une valeur'],
    ['--lang fr check --exit-style nagios', '--exit-style ne peut pas être'],
  ])('%s', (line, complaint) => expectComplaint(line.split(' '), complaint));

  test('in the language of the system', () =>
    expectComplaint(['frobnicate'], 'Commande inconnue', { LANG: 'fr_CA.UTF-8' }));
});

describe('a file to replay', () => {
  const evidence = JSON.stringify({ version: 1, hosts: ['a.example'] });
  test.each<[string, string | object, string]>([
    ['that is something else', { name: 'package' }, 'isn’t saved evidence'],
    ['that is truncated', evidence.slice(0, 20), 'isn’t JSON'],
    ['that lacks its second half', evidence, 'isn’t saved evidence (program'],
    [
      'of a future version',
      { schemaVersion: 9, evidence: { version: 9 } },
      'has version 9; this program knows up to 1',
    ],
  ])('%s', (_name, content, complaint) =>
    expectComplaint(['check', '--json', '--replay', home.write('evidence.json', content)], complaint),
  );

  test('that is missing', () => expectComplaint(['check', '--replay', 'nowhere.json'], 'nowhere.json'));
  test('that is a folder', () => expectComplaint(['check', '--replay', '.'], 'can’t be read'));
});
