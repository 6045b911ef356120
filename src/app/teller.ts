/** Tells a person what `notices.ts` finds due, and remembers it across restarts in `notices.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './file.ts';
import { type Notice, notices, type Seen, Told, toldNothing } from './notices.ts';

export interface TellerOptions {
  readonly folder: string;
  readonly tell: (notice: Notice) => void;
  /** What was told could not be remembered. */
  readonly onProblem: (error: Error) => void;
}

/** Makes the function that is given every result. Where the folder cannot be written, it remembers until it ends. */
export function teller({ folder, tell, onProblem }: TellerOptions): (seen: Seen) => void {
  let told = readTold(folder);
  return (seen) => {
    const { told: next, notice } = notices(told, seen, Date.now());
    // Before it is told: a notice that is lost is better than one that comes again after every crash.
    if (JSON.stringify(next) !== JSON.stringify(told)) keep(next);
    told = next;
    if (notice !== null) tell(notice);
  };

  function keep(next: Told): void {
    try {
      replaceFile(fileIn(folder), `${JSON.stringify(next)}\n`);
    } catch (error) {
      onProblem(error as Error);
    }
  }
}

function fileIn(folder: string): string {
  return join(folder, 'notices.json');
}

/** A file that is missing, broken or from another version is begun anew: somebody is told once more. */
export function readTold(folder: string): Told {
  try {
    return Told.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch {
    return toldNothing;
  }
}
