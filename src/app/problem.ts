import { printable } from '../probes/untrusted.ts';

/** The list of all findings is the longest thing that a complaint repeats. */
const longestMessage = 2_000;

/**
 * What the person who started the program can put right: shown as one line on stderr, exit code 3, no stack. It may repeat
 * what stood in a file or on the command line, which must not break the line or reach the terminal as commands.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(message: string) {
    super(printable(message, longestMessage));
  }
}
