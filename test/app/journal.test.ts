import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lastReachedIn, lastResult, readJournal, remember } from '../../src/app/journal.ts';
import { type Home, makeHome } from '../support/home.ts';
import { host, resultFrom } from '../support/result.ts';

let home: Home;
let file: string;
beforeEach(() => {
  home = makeHome();
  file = join(home.state, 'journal.jsonl');
});
afterEach(() => home[Symbol.dispose]());

const verdicts = () => readJournal(home.state).map(({ verdict }) => verdict);

test('what is remembered is found again, and belongs to its owner alone', () => {
  expect(lastResult(home.state)).toBeNull();
  expect(readJournal(home.state)).toEqual([]);
  const [one, other] = [resultFrom('clear'), resultFrom('failing')];
  remember(home.state, one);
  remember(home.state, other);
  expect(lastResult(home.state)).toEqual(other);
  expect(verdicts()).toEqual(['clear', 'failing']);
  expect(readdirSync(home.state).toSorted()).toEqual(['journal.jsonl', 'last.json']);
  for (const name of readdirSync(home.state)) expect(statSync(join(home.state, name)).mode & 0o077).toBe(0);
});

test('a torn last line is passed over, and mended by the next result', () => {
  remember(home.state, resultFrom('clear'));
  appendFileSync(file, '{"checkedAt":"2026-11-24T03:00:00.000Z","elapsedMs":3,"verd');
  expect(verdicts()).toEqual(['clear']);
  remember(home.state, resultFrom('failing'));
  expect(verdicts()).toEqual(['clear', 'failing']);
  expect(readFileSync(file, 'utf8')).toMatch(/^(\{.*\}\n){2}$/);
});

test('a damaged line before a torn one neither grows nor hides what follows', () => {
  remember(home.state, resultFrom('clear'));
  appendFileSync(file, Buffer.from([0xff, 0xfe, 0xff, 0x0a, 0x7b, 0x22]));
  remember(home.state, resultFrom('failing'));
  expect(verdicts()).toEqual(['clear', 'failing']);
  expect(readFileSync(file).includes(0)).toBe(false);
});

test('a line torn within a letter of several bytes is mended too', () => {
  remember(home.state, resultFrom('clear'));
  appendFileSync(file, Buffer.concat([Buffer.from('{"é":"'), Buffer.from('é').subarray(0, 1)]));
  remember(home.state, resultFrom('clear'));
  expect(verdicts()).toEqual(['clear', 'clear']);
});

test('lines of another version, and lines that are none, are passed over and kept', () => {
  mkdirSync(home.state, { recursive: true });
  writeFileSync(file, `{"version":7}\n\u0000\u0000\n\n[]\nnull\n`);
  remember(home.state, resultFrom('impaired'));
  expect(verdicts()).toEqual(['impaired']);
  expect(readFileSync(file, 'utf8')).toContain('{"version":7}');
});

test.each([
  ['empty', ''],
  ['torn', '{"schemaVersion":1,'],
  ['of another version', '{"schemaVersion":2}'],
  ['something else', '[]'],
])('a last result that is %s is none', (_name, content) => {
  remember(home.state, resultFrom('clear'));
  writeFileSync(join(home.state, 'last.json'), content);
  expect(lastResult(home.state)).toBeNull();
});

test('the journal does not grow for ever, and keeps the newest', () => {
  remember(home.state, resultFrom('clear'));
  const line = readFileSync(file, 'utf8');
  writeFileSync(file, line.repeat(5_000));
  remember(home.state, resultFrom('failing'));
  const kept = verdicts();
  expect(kept.length).toBeLessThan(4_097);
  expect(kept.length).toBeGreaterThan(1_000);
  expect(kept.at(-1)).toBe('failing');
  expect(readFileSync(file, 'utf8')).not.toContain('\n\n');
});

test('a folder that cannot be made is an error for the caller', () => {
  const blocked = home.write('blocked', 'a file');
  expect(() => remember(blocked, resultFrom('clear'))).toThrow(/EEXIST|ENOTDIR/);
  expect(lastResult(blocked)).toBeNull();
  expect(readJournal(blocked)).toEqual([]);
});

test('when a host was last reached, here and elsewhere', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));
  remember(home.state, resultFrom('clear', at(1)));
  remember(home.state, resultFrom('impaired', at(2)));
  remember(home.state, resultFrom('failing', at(3)));
  const journal = readJournal(home.state);
  const last = at(2).toISOString();
  expect(lastReachedIn(journal, host, 'here')).toEqual({ host, here: last, elsewhere: null });
  expect(lastReachedIn(journal, host, 'other')).toEqual({ host, here: null, elsewhere: last });
  expect(lastReachedIn(journal, 'other.example', 'here')).toEqual({
    host: 'other.example',
    here: null,
    elsewhere: null,
  });
});
