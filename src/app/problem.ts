/** What the person who started the program can put right: shown as one line on stderr, exit code 3, no stack. */
export class Problem extends Error {
  override readonly name = 'Problem';
}
