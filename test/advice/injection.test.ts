/** An answer that was injected on the way is nobody's DNS server's: the words must send IT elsewhere. */
import { expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { findingsOf } from './samples.ts';

const words = {
  en: ['A moment later another answer came', 'between this computer and its DNS server'],
  fr: ['Un instant plus tard', 'entre cet ordinateur et son serveur DNS'],
} as const;

test.each(['en', 'fr'] as const)('%s: is told, and where to look is too, only where it was seen', (tag) => {
  const { finding } = locales[tag];
  const said = [
    ...findingsOf('dns-blocked').map((found) => ({ found, ...finding['dns-blocked'](found) })),
    ...findingsOf('dns-rewritten').map((found) => ({ found, ...finding['dns-rewritten'](found) })),
  ].filter(({ found }) => found.product === null);
  expect(said.length).toBeGreaterThan(0);
  for (const { found, meaning, remedy } of said) {
    const told = [meaning.includes(words[tag][0]), remedy.includes(words[tag][1])];
    expect(told).toEqual([found.injected, found.injected]);
  }
});
