/** What goes to stdout, to stderr, to the disk, and into the exit code. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lastResult, readJournal, remember } from '../../src/app/journal.ts';
import { Result } from '../../src/model/result.ts';
import { type Home, makeHome } from '../support/home.ts';
import { run, start } from '../support/program.ts';
import { evidenceOf, resultFrom } from '../support/result.ts';
import { startService } from '../support/service.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home[Symbol.dispose]());

describe('check', () => {
  test('--json prints the result, and nothing else', async () => {
    await using service = await startService(home);
    const { code, stdout, stderr } = await run(home, ['check', '--json', '--config', service.config]);
    expect(stderr).toBe('');
    const result = Result.parse(JSON.parse(stdout));
    expect(result.verdict).toBe('clear');
    // The service is behind a proxy and nowhere else.
    expect(result.findings.map(({ code }) => code)).toEqual(['proxy-only']);
    expect(code).toBe(0);
    expect(lastResult(home.state)).toEqual(result);
    expect(readJournal(home.state)).toHaveLength(1);
  });

  test.each([
    ['clear', 0],
    ['impaired', 1],
    ['failing', 2],
    ['offline', 2],
    ['inconclusive', 3],
  ] as const)('of a world that is %s ends with %i, and a replay is no news', async (world, expected) => {
    const file = home.write('evidence.json', evidenceOf(world));
    const { code, stdout, stderr } = await run(home, ['check', '--json', '--replay', file]);
    expect(stderr).toBe('');
    expect(Result.parse(JSON.parse(stdout)).verdict).toBe(world);
    expect(code).toBe(expected);
    expect(existsSync(home.state)).toBe(false);
  });

  test('as an RMM wants it', async () => {
    const file = home.write('evidence.json', evidenceOf('failing'));
    const { signal, code } = await run(home, ['check', '--exit-style', 'rmm', '--replay', file]);
    // A process of this system can say no more than 255: 1002 modulo 256.
    expect({ signal, code }).toEqual({ signal: null, code: process.platform === 'win32' ? 1002 : 1002 % 256 });
  });

  test('goes on where the system does not name its interfaces, and holds nothing against the computer', async () => {
    await using service = await startService(home);
    const failing = `import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module';
      os.networkInterfaces = () => { throw new Error('uv_interface_addresses') }; syncBuiltinESMExports();`;
    const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(failing)}` };
    const { code, stdout, stderr } = await run(home, ['check', '--json', '--config', service.config], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { evidence } = Result.parse(JSON.parse(stdout));
    expect(evidence.computer.families).toEqual({ ipv4: true, ipv6: true });
  });

  test('where the state folder cannot be written it works on, and says so', async () => {
    await using service = await startService(home);
    mkdirSync(join(home.folder, 'state'));
    home.write('state/connection-check', 'a file where a folder belongs');
    const { code, stdout, stderr } = await run(home, ['check', '--config', service.config]);
    expect(stdout).toContain('✓');
    expect(stderr).toMatch(/^connection-check: The folder “[^”]+” can’t be written[^\n]+\n$/);
    expect(code).toBe(0);
  });

  test('a journal with a torn last line is mended on the way', async () => {
    await using service = await startService(home);
    remember(home.state, resultFrom('clear'));
    appendFileSync(join(home.state, 'journal.jsonl'), '{"checkedAt":"2026');
    expect(await run(home, ['check', '--config', service.config])).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(home.state, 'journal.jsonl'), 'utf8')).toMatch(/^(\{.*\}\n){2}$/);
  });
});

describe('status', () => {
  test('with no result', async () => {
    const ended = await run(home, ['status', '--json']);
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toMatch(/^connection-check: There is no stored result[^\n]+\n$/);
  });

  test('with a fresh result', async () => {
    const result = resultFrom('impaired');
    remember(home.state, result);
    const { code, stdout, stderr } = await run(home, ['status', '--json']);
    expect(JSON.parse(stdout)).toEqual(result);
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  test('with a result of yesterday', async () => {
    remember(home.state, resultFrom('clear', new Date(Date.now() - 86_400_000)));
    const { code, stdout, stderr } = await run(home, ['status', '--json']);
    expect(Result.parse(JSON.parse(stdout)).verdict).toBe('clear');
    expect(stderr).toMatch(/^connection-check: This result is out of date[^\n]+\n$/);
    expect(code).toBe(3);
  });

  test('with a result that was to last for as long as the next one was not due', async () => {
    remember(home.state, resultFrom('clear', new Date(Date.now() - 3_600_000)), 3_600);
    expect(await run(home, ['status', '--json'])).toMatchObject({ code: 0, stderr: '' });
    // Whoever names settings has them decide.
    const config = home.write('settings.json', { intervalSeconds: 600 });
    expect((await run(home, ['status', '--json', '--config', config])).code).toBe(3);
  });

  test('with a result that is dated in the future', async () => {
    remember(home.state, resultFrom('clear', new Date(Date.now() + 86_400_000)), 300);
    const ended = await run(home, ['status', '--json']);
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toMatch(/^connection-check: There is no stored result[^\n]+\n$/);
  });

  test('with a result that is broken', async () => {
    remember(home.state, resultFrom('clear'));
    home.write('state/connection-check/last.json', '{"schemaVersion":1');
    expect(await run(home, ['status'])).toMatchObject({ code: 3, stdout: '' });
  });
});

describe('what is asked for is printed, and nothing is said beside it', () => {
  test.each<[string, RegExp]>([
    ['--version', /^connection-check \d+\.\d+\.\d+\n$/],
    ['--help', /allowlist/],
    ['check --help', /--replay/],
    ['explain sni-filtered --lang fr', /\p{L}/u],
  ])('%s', async (line, expected) => {
    const { code, stdout, stderr } = await run(home, line.split(' '));
    expect(stdout).toMatch(expected);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('with broken settings too, where they do not matter', async () => {
    const config = home.write('settings.json', '{');
    expect(await run(home, ['explain', 'not-tls', '--config', config])).toMatchObject({ code: 0, stderr: '' });
  });
});

test.each([['allowlist'], ['explain', 'not-tls'], ['check', '--json', '--replay', 'evidence.json']])(
  'a reader that has seen enough is no fault: %s',
  async (...words) => {
    // More than a pipe holds, so that the rest is really refused.
    const evidence = evidenceOf('clear');
    home.write('evidence.json', { ...evidence, computer: { ...evidence.computer, network: 'x'.repeat(60_000) } });
    const { process: child, ended } = start(home, words);
    child.stdout.destroy();
    const { code, stderr } = await ended;
    expect(stderr).toBe('');
    expect(code).toBe(0);
  },
);
