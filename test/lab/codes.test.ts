/** Whatever the program can claim, it must have been seen to claim in a world where it is true. */
import { expect, test } from 'vitest';
import { Finding } from '../../src/model/finding.ts';
import { everyScenario } from './scenarios/every.ts';
import { innocent } from './scenarios/innocent.ts';

test('every finding code has a world', () => {
  const expected = new Set(everyScenario.flatMap(({ expect }) => expect.findings.map(({ code }) => code)));
  expect(Finding.options.map((option) => option.shape.code.value).filter((code) => !expected.has(code))).toEqual([]);
});

test('every world has a name of its own', () => {
  expect(new Set(everyScenario.map(({ name }) => name)).size).toBe(everyScenario.length);
});

test('nobody is accused in an innocent world', () => {
  const accused = innocent.filter(({ expect }) =>
    expect.findings.some(({ severity }) => severity !== undefined && severity !== 'info'),
  );
  expect(accused.map(({ name }) => name)).toEqual([]);
  expect(innocent.length).toBeGreaterThanOrEqual(15);
  expect(innocent.every(({ expect }) => expect.verdict === 'clear')).toBe(true);
});
