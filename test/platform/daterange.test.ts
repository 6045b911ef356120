import { expect, it } from 'vitest';
import { isInDateRange } from '../../src/platform/daterange.ts';

const now = new Date(2026, 10, 24, 12);

it.each<[unknown[], boolean]>([
  [[24], true],
  [[23], false],
  [['NOV'], true],
  [['oct'], false],
  [[2026], true],
  [[2025], false],
  [[20, 24], true],
  [[25, 31], false],
  [[25, 5], false],
  [['OCT', 'DEC'], true],
  [['NOV', 'FEB'], true],
  [['DEC', 'FEB'], false],
  [[2000, 2100], true],
  [[1, 'JUN', 24, 'NOV'], true],
  [[1, 'JUN', 23, 'NOV'], false],
  [[24, 'DEC', 6, 'JAN'], false],
  [['OCT', 2025, 'NOV', 2026], true],
  [['OCT', 2025, 'OCT', 2026], false],
  [[24, 'OCT', 2025, 1, 'DEC', 2026], true],
  [[25, 'NOV', 2026, 1, 'DEC', 2026], false],
  [[24, 'GMT'], true],
  [['NOV', 2026, 'GMT'], true],
  [[], false],
  [[NaN, 'x', {}], false],
])('%j: %s', (bounds, expected) => {
  expect(isInDateRange(bounds, now)).toBe(expected);
});
