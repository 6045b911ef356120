import { resolve } from 'node:path';
import { resultOf } from '../app/check.ts';
import type { Command } from '../app/context.ts';
import { couldNotRun } from '../app/exit.ts';
import { lastResult, readJournal } from '../app/journal.ts';
import { Problem } from '../app/problem.ts';
import { readEvidence } from '../app/replay.ts';
import { reportFile, writeReport } from '../app/reportfile.ts';

/** Writes the HTML report of the last result, or of saved evidence, and prints where it is. Asks no network. */
export const run: Command = async ({ args, locale, stateFolder, print, warn }) => {
  const { replay, out } = args.values;
  const result = replay === undefined ? lastResult(stateFolder) : resultOf(readEvidence(replay, locale), locale);
  if (result === null) {
    warn(locale.page.noResult);
    return couldNotRun;
  }
  const file = out === undefined ? reportFile(stateFolder) : resolve(out);
  // Saved evidence may be another computer's: this one's history does not belong to it.
  const history = replay === undefined ? readJournal(stateFolder) : [];
  try {
    writeReport({ result, history, locale, file });
  } catch (error) {
    throw new Problem(locale.problem.unwritable(file, (error as Error).message));
  }
  print(`${file}\n`);
  return 0;
};
