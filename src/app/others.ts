/**
 * What the trays of other users have found, for those who may read it: SYSTEM and administrators on Windows, root
 * elsewhere. Monitoring runs as one of these, and has no tray of its own.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { OtherUsers } from '../platform/folders.ts';
import { printable } from '../probes/untrusted.ts';
import { lastName, parseStored, type Stored } from './journal.ts';

/** Far more than a page of 64 KB from every host. */
const longestFile = 4 * 1024 * 1024;

/** The newest last result of any user; null where there is none that may be read. */
export function newestOfOthers({ profiles, way }: OtherUsers): Stored | null {
  const found = namesIn(profiles).map((name) => readStored(join(profiles, name), [...way, lastName]));
  return found.reduce((newest, each) => (checkedAt(each) > checkedAt(newest) ? each : newest), null);
}

/** Milliseconds since 1970; what is dated in the future, which none can be, is older than all. */
function checkedAt(stored: Stored | null): number {
  const time = Date.parse(stored?.result.checkedAt ?? '');
  return time <= Date.now() ? time : 0;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What lies in a user's folder may be anything: only what is a result is taken, with nothing in it that a terminal obeys. */
function readStored(profile: string, way: readonly string[]): Stored | null {
  try {
    return parseStored(JSON.parse(readOwn(profile, way), harmless));
  } catch {
    return null;
  }
}

function harmless(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split('\n')
    .map((line) => printable(line, longestFile))
    .join('\n');
}

/** A file of the user's, and not one to which a link of theirs leads whoever has more rights. @throws */
function readOwn(profile: string, way: readonly string[]): string {
  let path = profile;
  for (const name of way) {
    path = join(path, name);
    if (lstatSync(path).isSymbolicLink()) throw new Error(`${path} is a link`);
  }
  // Windows has neither flag, nor what they are against: pipes that lie among the files, whose opening waits for ever.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > longestFile) throw new Error(`${path} is no last result`);
    const bytes = Buffer.alloc(stat.size);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
