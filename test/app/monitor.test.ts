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

function begin(more: Partial<Watch> = {}, startDelayMs = 0): Monitor {
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
    startDelayMs,
  );
}

/** Works once, then fails twice, eight seconds apart. */
async function failTwice(watched: Monitor): Promise<void> {
  await pass(minuteMs);
  world = 'failing';
  watched.test();
  await pass(8_000);
  watched.test();
  await pass(0);
  expect(heard).toHaveLength(3);
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
    while (heard.length < 2) await pass(1_000);
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

describe('a person’s tests', () => {
  test('begin at least five seconds apart, and each is answered', async () => {
    const watched = begin();
    await pass(minuteMs);
    watched.test();
    await pass(1_000);
    watched.test();
    await pass(3_999);
    expect(looks).toHaveLength(2);
    await pass(1);
    expect(looks.slice(1).map(({ at }) => at)).toEqual([minuteMs, minuteMs + 5_000]);
    expect(heard.map(({ asked }) => asked)).toEqual([false, true, true]);
  });

  test('are seen to be under way from the press on', async () => {
    let lookings = 0;
    const watched = begin({ onLooking: () => lookings++ });
    await pass(minuteMs);
    watched.test();
    await pass(1_000);
    expect(lookings).toBe(2);
    watched.test();
    watched.test();
    expect(lookings).toBe(3);
    await pass(minuteMs);
    expect(lookings).toBe(3);
    expect(heard).toHaveLength(3);
  });

  test('are answered also before the first look of a program that was started at login', async () => {
    const watched = begin({}, 90_000);
    await pass(1_000);
    watched.test();
    await pass(0);
    expect(heard.map(({ asked }) => asked)).toEqual([true]);
  });

  test('set the pace anew', async () => {
    world = 'failing';
    const watched = begin();
    await pass(6 * 60 * minuteMs);
    watched.test();
    await pass(0);
    const pressed = looks.length;
    await pass(minuteMs);
    expect(looks.length).toBeGreaterThan(pressed);
  });
});

describe('what is wrong', () => {
  test('is looked at thoroughly until it is over', async () => {
    begin();
    await pass(0);
    world = 'failing';
    await pass(10 * minuteMs);
    world = 'clear';
    await pass(60 * minuteMs);
    const depths = looks.map(({ depth }) => depth);
    // The look that found it was a round, and so is the first that follows two successes.
    expect(depths.slice(0, 2)).toEqual(['round', 'round']);
    const last = depths.lastIndexOf('check');
    expect(new Set(depths.slice(2, last + 1))).toEqual(new Set(['check']));
    expect(depths.slice(last + 1).length).toBeGreaterThan(5);
  });
});

describe('started at login', () => {
  test('it waits, also when the network comes up meanwhile', async () => {
    const watched = begin({}, 90_000);
    await pass(30_000);
    watched.changed('network');
    await pass(59_999);
    expect(looks).toEqual([]);
    await pass(1);
    expect(looks).toEqual([{ at: 90_000, depth: 'round' }]);
  });
});

describe('paused', () => {
  test('for an hour it does not look, and then it does at once', async () => {
    const watched = begin();
    await pass(minuteMs);
    watched.pause(60 * minuteMs);
    expect(watched.pausedUntil()).toBe(startedAt + 61 * minuteMs);
    watched.changed('network');
    await pass(60 * minuteMs - 1);
    expect(looks).toHaveLength(1);
    await pass(1);
    expect(looks).toHaveLength(2);
    expect(watched.pausedUntil()).toBeNull();
    await pass(20 * minuteMs);
    expect(looks.length).toBeGreaterThanOrEqual(5);
  });

  test('it answers a person all the same, and stays paused', async () => {
    const watched = begin();
    await pass(minuteMs);
    watched.pause(60 * minuteMs);
    await pass(10 * minuteMs);
    watched.test();
    await pass(0);
    expect(heard.map(({ asked }) => asked)).toEqual([false, true]);
    await pass(49 * minuteMs);
    expect(looks).toHaveLength(2);
    expect(watched.pausedUntil()).not.toBeNull();
  });

  test('it goes on when a person says so, and looks at once; said twice, once', async () => {
    const watched = begin();
    await pass(minuteMs);
    watched.resume();
    await pass(0);
    expect(looks).toHaveLength(1);
    watched.pause(60 * minuteMs);
    await pass(10 * minuteMs);
    watched.resume();
    watched.resume();
    await pass(0);
    expect(looks).toHaveLength(2);
    expect(watched.pausedUntil()).toBeNull();
  });

  test('failures before it and one after it are not "in a row"', async () => {
    const watched = begin();
    await failTwice(watched);
    watched.pause(60 * minuteMs);
    await pass(61 * minuteMs);
    expect(heard.length).toBeGreaterThanOrEqual(5);
    expect(changes()).toEqual(['clear']);
    await pass(minuteMs);
    expect(changes()).toEqual(['clear', 'failing']);
  });

  test('it ends when its hour is over, although the computer slept through it', async () => {
    const watched = begin();
    await pass(minuteMs);
    watched.pause(60 * minuteMs);
    vi.setSystemTime(Date.now() + 8 * 60 * minuteMs);
    watched.changed('resume');
    await pass(14_999);
    expect(looks).toHaveLength(1);
    await pass(15_001);
    expect(looks).toHaveLength(2);
  });
});

describe('on another network', () => {
  test('it looks five seconds after the last change', async () => {
    const watched = begin();
    await pass(minuteMs);
    for (const gapMs of [3_000, 3_000, 0]) {
      watched.changed('network');
      await pass(gapMs);
    }
    await pass(4_999);
    expect(looks).toHaveLength(1);
    await pass(1);
    expect(looks).toHaveLength(2);
  });

  test('that never settles it looks all the same', async () => {
    const watched = begin();
    await pass(minuteMs);
    for (let second = 0; second < 300; second += 3) {
      watched.changed('network');
      await pass(3_000);
    }
    expect(looks.length).toBeGreaterThanOrEqual(9);
  });

  test('it looks soon, although it was failing and looked seldom', async () => {
    world = 'failing';
    const watched = begin();
    await pass(6 * 60 * minuteMs);
    looks = [];
    watched.changed('network');
    await pass(5_000);
    expect(looks.length).toBeGreaterThanOrEqual(1);
  });

  test('it sets out anew from the quickest pace, where it was failing for long', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.999);
    world = 'failing';
    const watched = begin();
    await pass(6 * 60 * minuteMs);
    watched.changed('network');
    await pass(5_000);
    looks = [];
    await pass(minuteMs);
    expect(looks).toHaveLength(1);
    await pass(2 * minuteMs);
    expect(looks).toHaveLength(2);
    random.mockRestore();
  });

  test('a change during a look is followed by another look', async () => {
    const watched = begin({
      look: async (depth) => {
        looks.push({ at: Date.now() - startedAt, depth });
        await new Promise((settle) => setTimeout(settle, 3_000));
        return resultFrom(world);
      },
    });
    await pass(1_000);
    watched.changed('network');
    await pass(5_000);
    expect(looks.map(({ at }) => at)).toEqual([0, 6_000]);
  });
});

describe('after sleep', () => {
  test('it waits 15 to 30 s, whatever the network does meanwhile', async () => {
    const watched = begin();
    await pass(minuteMs);
    watched.changed('resume');
    await pass(2_000);
    watched.changed('network');
    await pass(12_999);
    expect(looks).toHaveLength(1);
    await pass(15_001);
    expect(looks).toHaveLength(2);
  });

  test('failures of the first minute are not believed, although it failed before', async () => {
    const watched = begin();
    await failTwice(watched);
    watched.changed('resume');
    await pass(60_000);
    expect(heard.length).toBeGreaterThanOrEqual(5);
    world = 'clear';
    await pass(10 * minuteMs);
    expect(changes()).toEqual(['clear']);
  });
});

describe('a clock that is set', () => {
  test.each([-365, -1, 1, 365])('by %i days changes nothing', async (days) => {
    const watched = begin();
    await pass(minuteMs);
    looks = [];
    vi.setSystemTime(Date.now() + days * 24 * 60 * minuteMs);
    await pass(60 * minuteMs);
    expect(looks.length).toBeGreaterThanOrEqual(9);
    expect(looks.length).toBeLessThanOrEqual(16);
    watched.test();
    await pass(0);
    expect(heard.at(-1)?.asked).toBe(true);
  });
});

test('between looks there is one timer', async () => {
  const watched = begin();
  for (const act of [watched.test, () => watched.changed('network'), () => watched.pause(minuteMs), watched.resume]) {
    act();
    await pass(30_000);
    expect(vi.getTimerCount()).toBe(1);
  }
  stop.abort();
  await watched.finished;
  expect(vi.getTimerCount()).toBe(0);
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
