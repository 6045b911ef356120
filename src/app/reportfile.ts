/** The report as a file: of the last result, with what is remembered and what IT needs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { detectedFormats, findFormat, type Purpose, purposesFor, suggestedFormats } from '../advice/allowlist.ts';
import type { Locale } from '../advice/locale.ts';
import { renderSnippet, renderUndo } from '../advice/snippet.ts';
import type { Result } from '../model/result.ts';
import { Host } from '../model/target.ts';
import type { ReportInput, Snippet } from '../present/report/input.ts';
import { renderReport } from '../present/report/page.ts';

export interface ReportFile {
  readonly result: Result;
  readonly history: ReportInput['history'];
  readonly locale: Locale;
  readonly file: string;
}

/** Where the report goes unless another place is named. */
export function reportFile(stateFolder: string): string {
  return join(stateFolder, 'report.html');
}

/** @throws the file system's error */
export function writeReport({ result, history, locale, file }: ReportFile): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, reportPage(result, history, locale, hostname()), { mode: 0o600 });
}

/** @param computer how this computer is called in the page */
export function reportPage(result: Result, history: ReportInput['history'], locale: Locale, computer: string): string {
  return renderReport({
    result,
    history,
    snippets: snippetsFor(result, locale, computer),
    locale,
    computer,
    createdAt: new Date().toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
}

/** Best first. Saved evidence may name anything; only host names go into what is pasted. */
export function snippetsFor({ findings, evidence }: Result, locale: Locale, computer: string): Snippet[] {
  const hosts = evidence.hosts.filter((host) => Host.safeParse(host).success);
  if (hosts.length === 0) return [];
  const purposes = purposesFor(findings);
  const options = { hosts, purposes, language: locale.tag, placeholders: { computer } };
  const detected = detectedFormats(findings);
  const snippets = suggestedFormats(findings).flatMap((id): Snippet[] => {
    const format = findFormat(id, locale.tag);
    const text = renderSnippet(id, options);
    if (format === null || text === null) return [];
    const role = detected.includes(id) ? 'detected' : id === 'plain-text' ? 'letter' : 'other';
    const serves = purposes.filter((purpose) => format.purposes.includes(purpose));
    return [{ format, text, serves, undo: renderUndo(id, options), role }];
  });
  // A product that inspects is asked to exempt before it is asked to allow: what is particular comes first.
  const rank = ({ role, serves }: Snippet) => (role === 'detected' ? lastOf(serves, purposes) : -1);
  return snippets.toSorted((one, other) => rank(other) - rank(one));
}

const lastOf = (serves: readonly Purpose[], purposes: readonly Purpose[]): number =>
  Math.max(...serves.map((purpose) => purposes.indexOf(purpose)));
