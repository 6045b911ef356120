import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Locale } from '../advice/locale.ts';
import { Evidence } from '../model/evidence.ts';
import { printable } from '../probes/untrusted.ts';
import { complaints } from './complaints.ts';
import { Problem } from './problem.ts';

/** As long as the longest text that a probe keeps. */
const longestText = 65_536;

/** A probe keeps only what may be shown; a file may have come from anywhere. */
function harmless(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? printable(value, longestText) : value;
}

/**
 * Reads saved evidence: a `check --json`, or its `evidence` member.
 * @throws Problem that says what the file is not
 */
export function readEvidence(file: string, locale: Locale): Evidence {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem(locale.problem.unreadable(file, (error as Error).message));
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''), harmless);
  } catch (error) {
    throw new Problem(locale.problem.notJson(file, (error as Error).message));
  }
  const saved = z.looseObject({ evidence: z.unknown() }).safeParse(json);
  const candidate = saved.success && saved.data.evidence !== undefined ? saved.data.evidence : json;
  const versioned = z.looseObject({ version: z.int().min(2) }).safeParse(candidate);
  if (versioned.success) throw new Problem(locale.problem.futureEvidence(file, versioned.data.version, 1));
  const parsed = Evidence.safeParse(candidate, { error: complaints[locale.tag] });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem(locale.problem.notEvidence(file, `${issue?.path.join('.') || '.'}: ${issue?.message ?? ''}`));
}
