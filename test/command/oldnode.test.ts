/** Started with another Node than its own: see requirements.ts. */
import { afterAll, expect, test } from 'vitest';
import { makeHome } from '../support/home.ts';
import { start } from '../support/program.ts';
import { olderNodes } from './requirements.ts';

const home = makeHome();
afterAll(() => home[Symbol.dispose]());

test.each(olderNodes())('%s (%s) is too old, and that is all it says', async (node, version) => {
  for (const words of [['check', '--json'], ['--version'], [], ['frobnicate']]) {
    const { code, stdout, stderr } = await start(home, words, {}, node).ended;
    expect(stderr).toMatch(
      /^connection-check: Node [\d.]+ is too old: Connection Check needs \d+\.\d+\.\d+\. [^\n]+\n$/,
    );
    expect(stderr).toContain(version);
    expect(stdout).toBe('');
    expect(code).toBe(3);
  }
});
