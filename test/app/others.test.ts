import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { remember } from '../../src/app/journal.ts';
import { newestOfOthers } from '../../src/app/others.ts';
import { type Home, makeHome } from '../support/home.ts';
import { resultFrom } from '../support/result.ts';

const way = ['AppData', 'Local', 'Connection Check'];
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home[Symbol.dispose]());

const stateOf = (user: string) => join(home.folder, user, ...way);
const newest = () => newestOfOthers({ profiles: home.folder, way });

function leave(user: string, content: string): string {
  const file = join(stateOf(user), 'last.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

test('nobody has anything', () => {
  mkdirSync(join(home.folder, 'Public'));
  expect(newest()).toBeNull();
  expect(newestOfOthers({ profiles: join(home.folder, 'nowhere'), way })).toBeNull();
});

test('the newest result of several users, with the interval that it was stored with', () => {
  const result = resultFrom('failing', minutesAgo(2));
  remember(stateOf('anna'), resultFrom('clear', minutesAgo(9)), 30);
  remember(stateOf('bob'), result, 600);
  remember(stateOf('carol'), resultFrom('impaired', minutesAgo(5)), 30);
  expect(newest()).toEqual({ result, intervalSeconds: 600 });
});

test('what nobody can have found yet is passed over', () => {
  const result = resultFrom('failing', minutesAgo(2));
  remember(stateOf('anna'), resultFrom('clear', minutesAgo(-60)));
  expect(newest()).toBeNull();
  remember(stateOf('bob'), result);
  expect(newest()?.result).toEqual(result);
});

test.each([
  ['torn', '{"schemaVersion":1,'],
  ['something else', '[]'],
  ['endless', `${JSON.stringify(resultFrom('clear', minutesAgo(1)))}${' '.repeat(5_000_000)}`],
])('what is %s is none', (_name, content) => {
  leave('mallory', content);
  expect(newest()).toBeNull();
});

test.skipIf(process.platform === 'win32')('a link leads nobody who has more rights', () => {
  const elsewhere = join(home.folder, 'not a profile');
  remember(elsewhere, resultFrom('clear', minutesAgo(1)));
  mkdirSync(stateOf('mallory'), { recursive: true });
  symlinkSync(join(elsewhere, 'last.json'), join(stateOf('mallory'), 'last.json'));
  mkdirSync(dirname(stateOf('trudy')), { recursive: true });
  symlinkSync(elsewhere, stateOf('trudy'));
  expect(newest()).toBeNull();
});

test.skipIf(process.platform === 'win32')('a pipe in the place of the file keeps nobody waiting', () => {
  mkdirSync(stateOf('mallory'), { recursive: true });
  execFileSync('mkfifo', [join(stateOf('mallory'), 'last.json')]);
  expect(newest()).toBeNull();
});

test('a terminal that shows it obeys nothing in it', () => {
  const result = resultFrom('failing', minutesAgo(1));
  const [finding] = result.findings;
  if (finding === undefined) throw new Error('a failing world has a finding');
  const remedy = 'one line\nanother\u001b]0;owned\u0007\u202e';
  leave('mallory', JSON.stringify({ ...result, findings: [{ ...finding, remedy }] }));
  expect(newest()?.result.findings[0]?.remedy).toBe('one line\nanother·]0;owned··');
});
