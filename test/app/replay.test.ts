import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { resultOf } from '../../src/app/check.ts';
import { Problem } from '../../src/app/problem.ts';
import { readEvidence } from '../../src/app/replay.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { Result } from '../../src/model/result.ts';
import { renderLine, renderText } from '../../src/present/text.ts';
import { evidence } from '../support/evidence.ts';
import { makeHome } from '../support/home.ts';

const { en, fr } = locales;
const home = makeHome();
afterAll(() => home[Symbol.dispose]());

const read = (content: string | object): Evidence => readEvidence(home.write('evidence.json', content), en);

test('a whole result, and its evidence alone, are the same', () => {
  fc.assert(
    fc.property(evidence, (any) => {
      const once = read(any);
      const result = resultOf(once, en);
      expect(read(result)).toEqual(once);
      expect(read(`\ufeff${JSON.stringify(once)}`)).toEqual(once);
      expect(resultOf(read(result), en)).toEqual(result);
      Result.parse(result);
    }),
    { numRuns: 100 },
  );
});

test('nothing in a file can command the terminal', () => {
  fc.assert(
    fc.property(evidence, fc.constantFrom(en, fr), (any, locale) => {
      const evidence = read(any);
      expect(JSON.stringify(evidence)).not.toMatch(/\\u00[01]|[\p{Cf}\p{Cs}]/u);
      const result = resultOf(evidence, locale);
      const page = renderText(result, locale) + renderLine(result, locale);
      // The page breaks its lines, and nobody else does; French has its no-break spaces, which are no control characters.
      expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }),
    { numRuns: 200 },
  );
});

test('whatever happened to a file, it is evidence or a complaint in one line', () => {
  const change = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom('"', '{', ']', '\n', '\u001b', '1e999', 'null', '', '\u202e'),
  );
  let accepted = 0;
  fc.assert(
    fc.property(evidence, fc.array(change, { maxLength: 3 }), fc.boolean(), (any, changes, torn) => {
      let text = JSON.stringify(any);
      for (const [where, what] of changes) {
        const at = Math.floor(where * text.length);
        text = text.slice(0, at) + what + text.slice(at + 1);
      }
      attempt(torn ? text.slice(0, text.length / 2) : text);
    }),
    { numRuns: 300 },
  );
  expect(accepted).toBeGreaterThan(0);

  function attempt(text: string): void {
    try {
      resultOf(read(text), en);
      accepted += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect((error as Problem).message).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
    }
  }
});

test('whatever JSON a file holds, it is evidence or a complaint', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.dictionary(fc.constantFrom('evidence', 'version', 'hosts', '__proto__'), fc.jsonValue()),
      (text, object) => {
        for (const content of [text, JSON.stringify(object), JSON.stringify({ evidence: object })]) {
          expect(() => read(content)).toThrow(Problem);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  [{ version: 2 }, /has version 2; this program knows up to 1/],
  [{ schemaVersion: 7, evidence: { version: 99 } }, /has version 99/],
  [{ version: 0 }, /isn’t saved evidence/],
  [{ version: '1' }, /isn’t saved evidence/],
  [[], /isn’t saved evidence/],
  ['null', /isn’t saved evidence/],
  ['', /isn’t JSON/],
  [`${'['.repeat(100_000)}`, /isn’t JSON/],
])('%j', (content, complaint) => {
  expect(() => read(content)).toThrow(complaint);
});
