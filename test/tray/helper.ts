/** Stands where the tray helper stands: a small program that speaks its protocol, and misbehaves as a test wants. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Helper } from '../../src/tray/helper.ts';

export interface FakeHelper extends Helper {
  /** The process ids of its runs, the latest last. */
  readonly runs: () => number[];
  /** All lines that its runs were sent, parsed. */
  readonly heard: () => Heard[];
}

export interface Heard {
  readonly run: number;
  readonly icon?: string;
  readonly tooltip?: string;
  readonly items?: readonly { readonly title: string }[];
  readonly type?: string;
  readonly item?: { readonly title: string; readonly __id: number };
}

/** What every fake does first: it notes that it runs, and what it is sent. `run` counts from 1. */
const prelude = `#!${process.execPath}
const fs = require('node:fs');
const note = (name, text) => fs.appendFileSync(require('node:path').join(__dirname, name), text + '\\n');
note('runs', String(process.pid));
const run = fs.readFileSync(require('node:path').join(__dirname, 'runs'), 'utf8').trim().split('\\n').length;
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
const listen = (onLine = (line) => { if (line.type === 'exit') process.exit(0); }) =>
  require('node:readline').createInterface({ input: process.stdin })
    .on('line', (text) => { const line = JSON.parse(text); note('heard', JSON.stringify({ run, ...line })); onLine(line); })
    .on('close', () => process.exit(0));
const obey = () => { say({ type: 'ready' }); listen(); };
`;

/** Lives as long as the test. */
export function fakeHelper(behaviour: string, mode = 0o755): FakeHelper {
  const folder = mkdtempSync(join(tmpdir(), 'helper-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'helper');
  const program = prelude + behaviour;
  writeFileSync(file, program, { mode });
  const lines = (name: string) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  };
  return {
    file,
    sha256: createHash('sha256').update(program).digest('hex'),
    runs: () => lines('runs').map(Number),
    heard: () => lines('heard').map((line) => JSON.parse(line)),
  };
}
