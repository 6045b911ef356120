import { expect, test } from 'vitest';
import { type Goal, goals, showGoals } from '../../bench/goals.ts';

const nothing = { healthy: null, start: null, worlds: null, idle: null, size: null };
const spread = (median: number) => ({ median, min: median, max: median });
const cost = (privateDirtyKb: number, cpuMs: number) => ({
  process: 'node',
  cpuMs,
  wakeups: 0,
  privateDirtyKb,
  privateCleanKb: 0,
  residentKb: 0,
});

test('a part that was left out has no goal', () => {
  expect(goals(nothing)).toEqual([]);
});

test('status is measured beyond a Node that does nothing', () => {
  const start = { status: spread(181), 'node -e 0': spread(60) };
  expect(goals({ ...nothing, start })).toMatchObject([{ measured: 121, atMost: 120 }]);
});

test('the tray is measured with its helper, in millions of bytes and in percent of one processor', () => {
  const tray = {
    name: 'tray',
    looks: 2,
    settled: [cost(0, 1_000), cost(0, 100)],
    later: [cost(30_000, 1_500), cost(10_000, 160)],
  };
  expect(goals({ ...nothing, idle: { minutes: 10, contenders: [tray] } })).toMatchObject([
    { measured: 40.96, atMost: 45 },
    { measured: expect.closeTo(0.0933, 4), atMost: 0.1 },
  ]);
});

test('what is missed is said, and what is just reached is not', () => {
  const goal = (measured: number): Goal => ({ what: String(measured), measured, atMost: 27 });
  const lines = showGoals([goal(27), goal(27.01)]).split('\n');
  expect(lines.filter((line) => line.includes('MISSED'))).toEqual([expect.stringContaining('27.01')]);
});
