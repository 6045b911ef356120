/** What leaves this computer by mail. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remember } from '../../src/app/journal.ts';
import { Result } from '../../src/model/result.ts';
import { type Home, makeHome } from '../support/home.ts';
import { run } from '../support/program.ts';
import { resultFrom } from '../support/result.ts';

let home: Home;
let config: string;
beforeEach(() => {
  home = makeHome();
  remember(home.state, resultFrom('failing'));
  mkdirSync(join(home.state, 'logs'), { recursive: true });
  const line = `reached by ${userInfo().username} on ${hostname()} through http://anna:hunter2@proxy.example:3128/\n`;
  writeFileSync(join(home.state, 'logs', 'main.log'), line);
  config = home.write('settings.json', { proxy: 'http://anna:hunter2@proxy.example:3128' });
});
afterEach(() => home[Symbol.dispose]());

async function bundle(...words: string[]): Promise<{ said: string; files: ReadonlyMap<string, string> }> {
  const out = join(home.folder, 'bundle.zip');
  const { code, stdout, stderr } = await run(home, ['bundle', '--out', out, '--config', config, ...words]);
  expect([code, stderr]).toEqual([0, '']);
  const entries = Object.entries(unzipSync(readFileSync(out)));
  return { said: stdout, files: new Map(entries.map(([name, bytes]) => [name, strFromU8(bytes)])) };
}

function textOf(files: ReadonlyMap<string, string>): string {
  return [...files.values()].join('\n');
}

describe('a bundle', () => {
  test('holds what support needs, and says so before', async () => {
    const { said, files } = await bundle();
    expect([...files.keys()]).toEqual([
      'versions.json',
      'report.html',
      'result.json',
      'journal.jsonl',
      'settings.json',
      'main.log',
    ]);
    for (const name of files.keys()) expect(said).toContain(name);
    expect(Result.parse(JSON.parse(files.get('result.json') ?? '')).verdict).toBe('failing');
  });

  test('holds no credentials, no user and no computer', async () => {
    const { files } = await bundle();
    expect(files.get('main.log')).toContain('proxy.example:3128');
    const text = textOf(files);
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('anna');
    const computer = new RegExp(`\\b${RegExp.escape(hostname())}\\b`);
    expect(files.get('main.log')).not.toMatch(computer);
    expect(files.get('report.html')).not.toMatch(computer);
  });
});

describe('a strict bundle', () => {
  test('holds no address, no settings and no log, and still what was found', async () => {
    const { files } = await bundle('--redaction', 'strict');
    expect([...files.keys()]).toEqual(['versions.json', 'report.html', 'result.json', 'journal.jsonl']);
    expect(textOf(files)).not.toContain('192.0.2.7');
    const result = Result.parse(JSON.parse(files.get('result.json') ?? ''));
    expect(result.findings.map(({ code }) => code)).toEqual(['connect-blocked']);
    expect(result.checkedAt).toBe(result.evidence.checkedAt);
  });

  test('is what a level means that is not known', async () => {
    const { files } = await bundle('--redaction', 'some');
    expect([...files.keys()]).not.toContain('main.log');
  });
});

test('a bundle that cannot be written is one clear line', async () => {
  const out = join(home.folder, 'no', 'such', 'bundle.zip');
  const { code, stderr } = await run(home, ['bundle', '--out', out]);
  expect(code).toBe(3);
  expect(stderr).toContain(out);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
