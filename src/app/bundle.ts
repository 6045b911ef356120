/** What support needs, in one file that is made to be mailed. Nothing is uploaded. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { strToU8, type Zippable, zipSync } from 'fflate';
import program from '../../package.json' with { type: 'json' };
import type { Locale } from '../advice/locale.ts';
import { resultOf } from './check.ts';
import { type Entry, lastResult, readJournal } from './journal.ts';
import { logFile } from './log.ts';
import { ownNames, redact, redactStrictly, redactText } from './redaction.ts';
import { reportPage } from './reportfile.ts';

/** default: as the evidence is kept, without names of people and computers. strict: without any address, either. */
export type Redaction = 'default' | 'strict';

export interface BundleFile {
  readonly name: string;
  readonly text: string;
}

const longestLogTail = 256 * 1024;

/** Everything that goes into the bundle, redacted. What does not exist is left out. */
export function bundleFiles(
  stateFolder: string,
  settingsFile: string,
  redaction: Redaction,
  locale: Locale,
): BundleFile[] {
  const names = ownNames();
  const clean = (text: string) => redactText(text, names);
  const stored = lastResult(stateFolder);
  const journal: readonly Entry[] = readJournal(stateFolder);
  const named = stored && resultOf(redact(stored.evidence, names), locale);
  // Diagnosed before it is masked: an address may be what was found.
  const result = named && redaction === 'strict' ? redactStrictly(named) : named;
  const settings = textOf(settingsFile);
  const log = redaction === 'strict' ? null : tailOf(logFile());
  const versions = { program: program.version, node: process.version, platform: `${process.platform} ${process.arch}` };
  const files: readonly (BundleFile | null)[] = [
    { name: 'versions.json', text: JSON.stringify({ ...versions, redaction }, null, 2) },
    result && { name: 'report.html', text: reportPage(result, journal, locale, '[computer]') },
    result && { name: 'result.json', text: JSON.stringify(result, null, 2) },
    journal.length === 0
      ? null
      : { name: 'journal.jsonl', text: journal.map((entry) => JSON.stringify(entry)).join('\n') },
    settings === null || redaction === 'strict' ? null : { name: 'settings.json', text: clean(settings) },
    log === null ? null : { name: 'main.log', text: clean(log) },
  ];
  return files.filter((file) => file !== null);
}

export function zipped(files: readonly BundleFile[]): Uint8Array {
  const entries: Zippable = Object.fromEntries(files.map(({ name, text }) => [name, strToU8(`${text}\n`)]));
  return zipSync(entries);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** The last lines, whole ones. */
function tailOf(file: string): string | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, longestLogTail));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.toString('utf8');
    return size > bytes.length ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    closeSync(descriptor);
  }
}
