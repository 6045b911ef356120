/**
 * What was found before. `last.json` is the last result; `journal.jsonl` has one line a result, for the history. Both are
 * a help, never a condition: where the folder cannot be written, checking goes on.
 */
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LastReached } from '../model/evidence.ts';
import { HostVerdict, Verdict } from '../model/finding.ts';
import { Result } from '../model/result.ts';
import { replaceFile } from './file.ts';

export const Entry = z.object({
  checkedAt: z.iso.datetime(),
  elapsedMs: z.number(),
  verdict: Verdict,
  hosts: z.array(HostVerdict),
  network: z.string(),
  findings: z.array(z.object({ code: z.string(), host: z.string().nullable() })),
});
export type Entry = z.infer<typeof Entry>;

/** A week at one result in five minutes, twice over. */
const mostEntries = 4_096;

const Last = Result.extend({ intervalSeconds: z.number().nullable().default(null) });

export interface Stored {
  readonly result: Result;
  /** The time between rounds when it was stored, which tells when the next should have replaced it; null: not known. */
  readonly intervalSeconds: number | null;
}

export const lastName = 'last.json';

function lastFile(folder: string): string {
  return join(folder, lastName);
}

function journalFile(folder: string): string {
  return join(folder, 'journal.jsonl');
}

/** @throws the file system's error */
export function remember(folder: string, result: Result, intervalSeconds: Stored['intervalSeconds'] = null): void {
  replaceFile(lastFile(folder), `${JSON.stringify({ ...result, intervalSeconds })}\n`);
  const { checkedAt, elapsedMs, verdict, hosts } = result;
  const findings = result.findings.map(({ code, host }) => ({ code, host }));
  append(journalFile(folder), {
    checkedAt,
    elapsedMs,
    verdict,
    hosts,
    network: result.evidence.computer.network,
    findings,
  });
}

/** The last result, or null where there is none that this version can read. */
export function lastResult(folder: string): Result | null {
  return lastStored(folder)?.result ?? null;
}

export function lastStored(folder: string): Stored | null {
  try {
    return parseStored(JSON.parse(readFileSync(lastFile(folder), 'utf8')));
  } catch {
    return null;
  }
}

/** @throws where it is something else */
export function parseStored(json: unknown): Stored {
  const { intervalSeconds, ...result } = Last.parse(json);
  return { result, intervalSeconds };
}

/** Oldest first. Lines that are torn, or from another version, are passed over. */
export function readJournal(folder: string): Entry[] {
  let text = '';
  try {
    text = readFileSync(journalFile(folder), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = Entry.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** When the host was last reached from this network, and from others. */
export function lastReachedIn(journal: readonly Entry[], host: string, network: string): LastReached {
  const reached = journal.filter(({ hosts }) =>
    hosts.some((each) => each.host === host && (each.verdict === 'clear' || each.verdict === 'impaired')),
  );
  const last = (here: boolean) => reached.findLast((entry) => (entry.network === network) === here)?.checkedAt ?? null;
  return { host, here: last(true), elsewhere: last(false) };
}

/** Adds a line. A torn last line, from a crash or a full disk, is cut off first; an overlong journal loses its oldest half. */
function append(file: string, entry: Entry): void {
  const line = `${JSON.stringify(entry)}\n`;
  const descriptor = openSync(file, 'a+', 0o600);
  try {
    // In bytes: a damaged line need not be text.
    const bytes = readFileSync(descriptor);
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
    if (whole.length < bytes.length) ftruncateSync(descriptor, whole.length);
    writeSync(descriptor, line);
    const lines = `${whole}${line}`.split('\n');
    if (lines.length > mostEntries) replaceFile(file, lines.slice(-mostEntries / 2).join('\n'));
  } finally {
    closeSync(descriptor);
  }
}
