import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Monitor, monitor, type Watch } from '../../src/app/monitor.ts';
import { resultFrom } from '../support/result.ts';

type World = Parameters<typeof resultFrom>[0];
const minuteMs = 60_000;

let stop: AbortController;
let world: World;
/** What was looked at, and when, counted from the start. */
let looks: { at: number; depth: string }[];
let heard: { asked: boolean; changed: boolean; believed: string | null }[];
let startedAt: number;

beforeEach(() => {
  // node:timers/promises must keep the same time.
  vi.useFakeTimers({ fakeNodeBuiltins: true });
  stop = new AbortController();
  world = 'clear';
  looks = [];
  heard = [];
  startedAt = Date.now();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

function begin(more: Partial<Watch> = {}): Monitor {
  return monitor(
    {
      intervalMs: 5 * minuteMs,
      onLooking: () => {},
      look: async (depth) => {
        looks.push({ at: Date.now() - startedAt, depth });
        return resultFrom(world);
      },
      onResult: (_result, { asked, confirmation: { changed, believed } }) =>
        void heard.push({ asked, changed, believed }),
      ...more,
    },
    stop.signal,
  );
}

const changes = () => heard.filter(({ changed }) => changed).map(({ believed }) => believed);
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('while all is well', () => {
  test('it looks at once, and then about every interval, never at the same moment as others', async () => {
    begin();
    await pass(60 * minuteMs);
    expect(looks[0]).toEqual({ at: 0, depth: 'round' });
    const gaps = looks.slice(1).map(({ at }, index) => at - (looks[index]?.at ?? 0));
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(4 * minuteMs);
      expect(gap).toBeLessThanOrEqual(6 * minuteMs);
    }
    expect(new Set(gaps).size).toBeGreaterThan(1);
    expect(changes()).toEqual(['clear']);
  });

  test('a single failure is looked at again soon, and interrupts nobody', async () => {
    begin();
    await pass(0);
    world = 'failing';
    await pass(6 * minuteMs);
    world = 'clear';
    await pass(minuteMs);
    expect(changes()).toEqual(['clear']);
    const failed = heard.length;
    await pass(60 * minuteMs);
    expect(changes()).toEqual(['clear']);
    expect(heard.length).toBeGreaterThan(failed);
  });
});

describe('when it fails', () => {
  test('three times over ninety seconds, it is believed once', async () => {
    world = 'failing';
    begin();
    await pass(89_000);
    expect(changes()).toEqual([]);
    expect(looks.length).toBeGreaterThanOrEqual(3);
    await pass(3 * minuteMs);
    expect(changes()).toEqual(['failing']);
    await pass(24 * 60 * minuteMs);
    expect(changes()).toEqual(['failing']);
  });

  test('it is not asked more often than every few seconds, and in the end every quarter of an hour', async () => {
    world = 'failing';
    begin();
    await pass(24 * 60 * minuteMs);
    const gaps = looks.slice(1).map(({ at }, index) => at - (looks[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15 * minuteMs);
  });

  test('and recovers, two looks are enough', async () => {
    world = 'failing';
    begin();
    await pass(5 * minuteMs);
    world = 'clear';
    await pass(20 * minuteMs);
    expect(changes()).toEqual(['failing', 'clear']);
  });

  test('a single look that could not tell changes nothing', async () => {
    let look = 0;
    begin({ look: async () => resultFrom(look++ % 5 === 4 ? 'inconclusive' : 'failing') });
    await pass(24 * 60 * minuteMs);
    expect(changes()).toEqual(['failing']);
  });

  test('in turns, nobody is interrupted again and again', async () => {
    let turn = 0;
    begin({ look: async () => resultFrom(turn++ % 2 === 0 ? 'failing' : 'clear') });
    await pass(24 * 60 * minuteMs);
    expect(changes()).toEqual(['clear']);
  });
});

describe('a person presses the button', () => {
  test('it looks at once, thoroughly, and says that it was asked', async () => {
    const watched = begin();
    await pass(minuteMs);
    watched.test();
    await pass(0);
    expect(looks).toEqual([
      { at: 0, depth: 'round' },
      { at: minuteMs, depth: 'check' },
    ]);
    expect(heard.map(({ asked }) => asked)).toEqual([false, true]);
  });

  test('while it looks: that look answers, and no other follows', async () => {
    let finish = () => {};
    const watched = begin({
      look: async (depth) => {
        looks.push({ at: Date.now() - startedAt, depth });
        await new Promise<void>((settle) => {
          finish = settle;
        });
        return resultFrom('clear');
      },
    });
    await pass(0);
    watched.test();
    watched.test();
    finish();
    await pass(minuteMs);
    expect(looks).toHaveLength(1);
    expect(heard.map(({ asked }) => asked)).toEqual([true]);
  });
});

describe('the end', () => {
  test('comes during a pause', async () => {
    const { finished } = begin();
    await pass(minuteMs);
    stop.abort();
    await finished;
    await pass(60 * minuteMs);
    expect(looks).toHaveLength(1);
  });

  test('comes during a look, whose result nobody hears any more', async () => {
    const { finished } = begin({
      look: (_depth, signal) =>
        new Promise((settle) => signal.addEventListener('abort', () => settle(resultFrom('inconclusive')))),
    });
    stop.abort();
    await finished;
    expect(heard).toEqual([]);
  });

  test('a look that throws is a bug, and ends the watch as such', async () => {
    await expect(begin({ look: () => Promise.reject(new Error('bug')) }).finished).rejects.toThrow('bug');
  });

  test('hours of watching leave no listener behind', async () => {
    const warnings: string[] = [];
    const hear = (warning: Error) => warnings.push(warning.message);
    process.on('warning', hear);
    begin();
    await pass(24 * 60 * minuteMs);
    vi.useRealTimers();
    await new Promise(setImmediate);
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });
});
