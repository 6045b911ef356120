import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableHeaders } from '../../src/probes/untrusted.ts';

test.each([
  ['plain', 'plain'],
  ['línea ünïcode 漢字 😀', 'línea ünïcode 漢字 😀'],
  ['one\r\ntwo\ttab\u0000nul\u001b[31mred\u007f', 'one··two·tab·nul·[31mred·'],
  ['\u202egnp.exe\u2066x\u200b\ufeff', '·gnp.exe·x··'],
  ['\u2028line\u2029paragraph\u0085next', '·line·paragraph·next'],
  ['\ud800 half a pair', '· half a pair'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text, 100)).toBe(shown);
});

test('what is too long ends with an ellipsis', () => {
  expect(printable('abcdef', 6)).toBe('abcdef');
  expect(printable('abcdefg', 6)).toBe('abcde…');
});

const anything = fc.string({ unit: 'binary', maxLength: 300 });

test('nothing comes through that could pretend, hide or flood', () => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 200 }), (text, limit) => {
      const shown = printable(text, limit);
      expect(shown.length).toBeLessThanOrEqual(limit);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u);
      // Said twice is said once: what was kept may be shown again.
      expect(printable(shown, limit)).toBe(shown);
    }),
    { numRuns: 1_000 },
  );
});

test('a megabyte is cut short', () => {
  expect(printable('\u202e'.repeat(1_000_000), 100)).toHaveLength(100);
});

test('only the headers that were named are kept, each within bounds', () => {
  const value = fc.oneof(anything, fc.array(anything), fc.constant(undefined));
  const names = fc.constantFrom('server', 'via', 'set-cookie', '__proto__');
  fc.assert(
    fc.property(fc.dictionary(names, value), (headers) => {
      const kept = printableHeaders(headers, ['server', 'via']);
      for (const [name, text] of Object.entries(kept)) {
        expect(['server', 'via']).toContain(name);
        expect(text.length).toBeLessThanOrEqual(1_024);
      }
    }),
  );
  expect(printableHeaders({ via: ['a', 'b'] }, ['via', 'server'])).toEqual({ via: 'a, b' });
});
