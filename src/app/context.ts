import type { Locale } from '../advice/locale.ts';
import type { Settings } from '../model/settings.ts';
import type { Arguments } from './arguments.ts';
import type { Decided } from './settings.ts';

/** What every command is given. */
export interface Context {
  readonly args: Arguments;
  readonly locale: Locale;
  /** Read, and complained about, when first asked for: a command that needs no settings works with broken ones. */
  readonly settings: () => Promise<Settings>;
  /** The same with the policies, for whoever complains in another place. @throws Problem */
  readonly decided: () => Promise<Decided>;
  readonly stateFolder: string;
  /** Fires on Ctrl-C and on SIGTERM. */
  readonly signal: AbortSignal;
  /** Writes to stdout. */
  readonly print: (text: string) => void;
  /** Writes to stderr what goes with the output and is not part of it. */
  readonly remark: (text: string) => void;
  /** Writes one line to stderr that says what is wrong. */
  readonly warn: (line: string) => void;
}

/** Gives the exit code. @throws Problem for what the person who started it can put right */
export type Command = (context: Context) => Promise<number>;
