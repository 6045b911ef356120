import { expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { readArguments } from '../../src/app/arguments.ts';
import { couldNotRun, exitCodes, styled } from '../../src/app/exit.ts';

test('codes are those of the Monitoring Plugins', () => {
  expect(exitCodes).toEqual({ clear: 0, impaired: 1, failing: 2, offline: 2, inconclusive: 3 });
  expect(couldNotRun).toBe(3);
});

test.each([
  ['plugin', [0, 1, 2, 3]],
  ['rmm', [0, 1001, 1002, 1003]],
])('as %s', (style, codes) => {
  const args = readArguments(['check', '--exit-style', style], locales.en);
  expect([0, 1, 2, 3].map((code) => styled(code, args, locales.en))).toEqual(codes);
});
