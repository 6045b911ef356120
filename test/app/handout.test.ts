import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { saveHandout, writeText } from '../../src/app/handout.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handout-'));
  mkdirSync(join(folder, 'temporary'));
  vi.stubEnv('TMPDIR', join(folder, 'temporary'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const text = (file: string) => writeText(file, 'text\n');

test('it lies in the state folder, readable by nobody else, and replaces the one before', () => {
  const file = saveHandout(join(folder, 'state'), 'reports/one.txt', text);
  expect(file).toBe(join(folder, 'state', 'reports', 'one.txt'));
  expect(saveHandout(join(folder, 'state'), 'reports/one.txt', text)).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('text\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('where the state folder cannot be written it lies in a temporary folder that is entered by nobody else', () => {
  writeFileSync(join(folder, 'state'), '');
  const file = saveHandout(join(folder, 'state'), 'one.txt', text);
  expect(file.startsWith(join(folder, 'temporary', 'connection-check-'))).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('text\n');
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
});

test('half of one is not left behind, and the reason is passed on', () => {
  const halfway = (file: string) => {
    text(file);
    throw new Error('disk full');
  };
  expect(() => saveHandout(join(folder, 'state'), 'one.txt', halfway)).toThrow('disk full');
  expect(existsSync(join(folder, 'state', 'one.txt'))).toBe(false);
  expect(readdirSync(join(folder, 'temporary'), { recursive: true }).join()).not.toContain('one.txt');
});
