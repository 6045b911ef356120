import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Preferences, readPreferences, writePreferences } from '../../src/app/preferences.ts';

const untouched: Preferences = {
  notifications: null,
  language: null,
  autostartDecided: false,
  autostartImposed: false,
};
const chosen: Preferences = { notifications: false, language: 'fr', autostartDecided: true, autostartImposed: true };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preferences-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (text: string) => writeFileSync(join(folder, 'preferences.json'), text);

test('before the first choice, the settings decide and starting at login is not decided', () => {
  expect(readPreferences(folder)).toEqual(untouched);
  expect(readPreferences(join(folder, 'not', 'there'))).toEqual(untouched);
});

test('choices are there at the next start, also where the folder was not there before', () => {
  const deep = join(folder, 'new', 'folder');
  writePreferences(deep, chosen);
  expect(readPreferences(deep)).toEqual(chosen);
  writePreferences(deep, { ...chosen, notifications: null });
  expect(readPreferences(deep)).toEqual({ ...chosen, notifications: null });
  expect(readdirSync(deep)).toEqual(['preferences.json']);
});

test.each(['', '{', 'null', '[]', '"text"', '\0\0\0\0', '{"autostartDecided": "no"}'])(
  'what cannot be understood (%j) never leads to a second decision to start at login',
  (text) => {
    write(text);
    expect(readPreferences(folder)).toEqual({ ...untouched, autostartDecided: true });
  },
);

test('one choice that cannot be understood, or one more of a later version, leaves the others', () => {
  write('{"notifications": false, "language": "de", "autostartDecided": false, "colour": "blue"}');
  expect(readPreferences(folder)).toEqual({ ...untouched, notifications: false });
});

test('a file that cannot be read counts as decided', () => {
  mkdirSync(join(folder, 'preferences.json'));
  expect(readPreferences(folder).autostartDecided).toBe(true);
});

test('what cannot be written says so, and leaves the old choices and no draft', () => {
  writePreferences(folder, chosen);
  const before = readFileSync(join(folder, 'preferences.json'), 'utf8');
  mkdirSync(join(folder, `preferences.json.${process.pid}.tmp`));
  expect(() => writePreferences(folder, untouched)).toThrow();
  expect(readFileSync(join(folder, 'preferences.json'), 'utf8')).toBe(before);
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  expect(() => writePreferences(join(file, 'below'), chosen)).toThrow();
  chmodSync(file, 0o600);
  expect(existsSync(join(file, 'below'))).toBe(false);
});
