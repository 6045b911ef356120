import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterGap, begin, confirm, works } from '../../src/app/confirmation.ts';
import { resultOfSight, type Sight } from '../support/sight.ts';
import { from, hourMs, type Look, minuteMs, start, walk } from '../support/walk.ts';

const changes = (looks: readonly Look[]) =>
  looks.filter(({ confirmation }) => confirmation.changed).map(({ confirmation }) => confirmation.believed);
const icons = (looks: readonly Look[]) =>
  looks.map(({ icon }) => icon).filter((icon, index, all) => icon !== all[index - 1]);
const gaps = (looks: readonly Look[]) => looks.slice(1).map(({ at }, index) => at - (looks[index]?.at ?? 0));

describe('a failure', () => {
  test('that is gone at the next look changes neither belief nor icon', () => {
    const looks = walk({ world: from([minuteMs, 'blocked'], [5 * minuteMs + 5_000, 'clear']), forMs: hourMs });
    expect(looks.filter(({ sight }) => sight === 'blocked')).toHaveLength(1);
    expect(changes(looks)).toEqual(['clear']);
    expect(icons(looks)).toEqual(['clear']);
  });

  test('is looked at again after 10, 30 and 60 s, and then believed', () => {
    const looks = walk({ world: from([1, 'blocked']), forMs: 10 * minuteMs, random: () => 0 });
    expect(gaps(looks).slice(1, 4)).toEqual([10_000, 30_000, 60_000]);
    expect(looks.slice(1, 5).map(({ confirmation }) => confirmation.certainty)).toEqual([
      'soft',
      'soft',
      'soft',
      'hard',
    ]);
    expect(looks.findIndex(({ confirmation }) => confirmation.believed === 'failing')).toBe(4);
  });

  test('three times within a minute is not believed yet: it may be over in a moment', () => {
    const looks = walk({
      world: from([1, 'blocked']),
      forMs: 60_000,
      pressedAt: [10_000, 20_000, 30_000, 40_000, 50_000],
    });
    expect(looks.filter(({ sight }) => sight === 'blocked').length).toBeGreaterThanOrEqual(5);
    expect(changes(looks)).toEqual(['clear']);
  });

  test('twice over two minutes is not believed yet: one of them may be chance', () => {
    const seen = (state: Parameters<typeof confirm>[0], sight: Sight, now: number) =>
      confirm(state, resultOfSight(sight), { now, random: 0, asked: false, intervalMs: 5 * minuteMs });
    const first = seen(seen(begin(), 'clear', 0).state, 'blocked', minuteMs);
    const second = seen(first.state, 'blocked', 3 * minuteMs);
    expect(second.believed).toBe('clear');
    expect(seen(second.state, 'blocked', 3 * minuteMs + 1).believed).toBe('failing');
  });

  test('in turns with success is never believed', () => {
    let turn = 0;
    const looks = walk({ world: () => (turn++ % 2 === 0 ? 'clear' : 'blocked'), forMs: 24 * hourMs });
    expect(changes(looks)).toEqual(['clear']);
  });

  test('is asked about less and less often, never at the same moment as others ask', () => {
    const longest = gaps(walk({ world: () => 'blocked', forMs: 3 * hourMs, random: () => 0.999_999_9 }));
    expect(longest.slice(3, 9)).toEqual([60_000, 120_000, 300_000, 900_000, 900_000, 900_000]);
    const shortest = gaps(walk({ world: () => 'blocked', forMs: 10 * minuteMs, random: () => 0 }));
    expect(new Set(shortest.slice(3))).toEqual(new Set([5_000]));
  });

  test('after a person’s test is asked about as often as at first', () => {
    const looks = walk({
      world: () => 'blocked',
      forMs: 3 * hourMs,
      random: () => 0.999_999_9,
      pressedAt: [2 * hourMs],
    });
    const pressed = looks.findIndex(({ at }) => at === 2 * hourMs);
    expect(gaps(looks.slice(0, pressed)).at(-1)).toBe(900_000);
    expect(gaps(looks.slice(pressed)).slice(0, 3)).toEqual([60_000, 120_000, 300_000]);
  });

  test('that began before sleep is not "in a row" with one after it', () => {
    const at = (state: Parameters<typeof confirm>[0], sight: Sight, now: number) =>
      confirm(state, resultOfSight(sight), { now, random: 0, asked: false, intervalMs: 5 * minuteMs });
    let state = at(begin(), 'clear', 0).state;
    for (const now of [minuteMs, minuteMs + 10_000]) state = at(state, 'blocked', now).state;
    expect(at(state, 'blocked', 9 * hourMs).believed).toBe('failing');
    expect(at(afterGap(state), 'blocked', 9 * hourMs).believed).toBe('clear');
  });
});

describe('success', () => {
  const failing = from([1, 'blocked'], [30 * minuteMs, 'clear']);

  test('after a failure is believed when seen twice, 15 s apart', () => {
    const looks = walk({ world: failing, forMs: 2 * hourMs });
    const first = looks.findIndex(({ at, sight }) => at > 30 * minuteMs && sight === 'clear');
    expect(looks[first]?.confirmation).toMatchObject({ believed: 'failing', certainty: 'soft', nextMs: 15_000 });
    expect(looks[first + 1]?.confirmation).toMatchObject({ believed: 'clear', certainty: 'hard', changed: true });
    expect(looks[first + 1]?.confirmation.since).toBe(new Date(start + (looks[first]?.at ?? 0)).toISOString());
  });

  test('twice within 15 s is one success', () => {
    const looks = walk({
      world: failing,
      forMs: 30 * minuteMs + 12_000,
      pressedAt: [30 * minuteMs, 30 * minuteMs + 9_000],
    });
    expect(looks.slice(-2).map(({ sight }) => sight)).toEqual(['clear', 'clear']);
    expect(looks.at(-1)?.confirmation.believed).toBe('failing');
  });

  test('once between failures is no recovery', () => {
    let seen = 0;
    const looks = walk({
      world: (at) => (at > 30 * minuteMs && seen++ === 0 ? 'clear' : 'blocked'),
      forMs: 2 * hourMs,
    });
    expect(changes(looks)).toEqual(['failing']);
    expect(icons(looks)).toEqual(['failing']);
  });

  test('at the very first look is believed at once', () => {
    expect(walk({ world: () => 'clear', forMs: 0 })[0]?.confirmation).toMatchObject({
      believed: 'clear',
      certainty: 'hard',
      changed: true,
    });
  });

  test('is looked at about every five minutes, give or take a fifth', () => {
    const all = [0, 0.25, 0.5, 0.999_999_9].map(
      (random) => gaps(walk({ world: () => 'clear', forMs: hourMs, random: () => random }))[0],
    );
    expect(all).toEqual([240_000, 270_000, 300_000, 360_000]);
  });

  test('with a warning is seen twice before the icon warns', () => {
    const looks = walk({ world: from([1, 'inspected']), forMs: 2 * hourMs });
    expect(changes(looks)).toEqual(['clear', 'impaired']);
    expect(looks[1]?.icon).toBe('clear');
    expect(looks[2]?.icon).toBe('impaired');
  });
});

describe('what is nobody’s to repair here', () => {
  test.each([
    ['offline', 'offline', 'offline'],
    ['portal', 'offline', 'offline'],
    ['outage', 'outage', 'failing'],
    ['unclear', 'inconclusive', 'inconclusive'],
  ] as const)('%s is believed as slowly as a failure', (sight, believed, icon) => {
    const looks = walk({ world: from([1, sight]), forMs: hourMs });
    expect(changes(looks)).toEqual(['clear', believed]);
    expect(icons(looks)).toEqual(['clear', icon]);
    expect(looks.findIndex(({ confirmation }) => confirmation.believed === believed)).toBe(4);
  });

  test.each([0, 1])('where failures disagree, the one that accuses nobody is believed (%i)', (first) => {
    let turn = first;
    const looks = walk({
      world: (at) => (at === 0 ? 'clear' : turn++ % 2 === 0 ? 'blocked' : 'offline'),
      forMs: hourMs,
    });
    expect(changes(looks)).toEqual(['clear', 'offline']);
  });

  test('a block behind it must be seen as often as any other', () => {
    const looks = walk({ world: from([1, 'offline'], [hourMs, 'blocked']), forMs: 3 * hourMs });
    expect(changes(looks)).toEqual(['clear', 'offline', 'failing']);
    const first = looks.findIndex(({ sight }) => sight === 'blocked');
    expect(looks[first + 2]?.confirmation.believed).toBe('offline');
    expect(looks[first + 3]?.confirmation.believed).toBe('failing');
  });

  test('a look that could not tell does not make up a third failure', () => {
    const sights: Sight[] = ['clear', 'blocked', 'blocked', ...Array<Sight>(20).fill('unclear')];
    let turn = 0;
    const looks = walk({ world: () => sights[turn++] ?? 'unclear', forMs: hourMs });
    expect(changes(looks)).toEqual(['clear', 'inconclusive']);
  });

  test('a look that could not tell is no success, no failure and no interruption', () => {
    const sights: Sight[] = [
      'clear',
      'blocked',
      'blocked',
      'unclear',
      'blocked',
      'blocked',
      'clear',
      'unclear',
      'clear',
    ];
    let turn = 0;
    const looks = walk({ world: () => sights[turn++] ?? 'clear', forMs: hourMs });
    expect(changes(looks)).toEqual(['clear', 'failing', 'clear']);
  });

  test('its Retry-After is honored, up to an hour', () => {
    const wait = (retryAfter: string) =>
      walk({ world: () => 'outage', forMs: 0, random: () => 0, circumstances: () => ({ retryAfter }) })[0]?.confirmation
        .nextMs;
    expect(wait('120')).toBe(120_000);
    expect(wait(new Date(start + 10 * minuteMs).toUTCString())).toBe(10 * minuteMs);
    expect(wait('999999999')).toBe(hourMs);
    // Wrong, or sooner than one would look anyway.
    for (const text of ['', 'soon', '-5', '1', new Date(start - minuteMs).toUTCString()])
      expect(wait(text), text).toBe(10_000);
  });
});

describe('what changes again and again', () => {
  /** Works and fails by turns, long enough each to be believed. */
  const flapping = (everyMs: number, untilMs: number) => (at: number) =>
    at < untilMs && Math.floor(at / everyMs) % 2 === 1 ? 'blocked' : 'clear';

  test('four times within the hour is unstable, and stays so until it was stable for half an hour', () => {
    const random = () => 0;
    const looks = walk({ world: flapping(10 * minuteMs, hourMs), forMs: 3 * hourMs, random });
    expect(changes(looks)).toEqual(['clear', 'failing', 'clear', 'failing', 'unstable', 'clear']);
    const last = looks.findLast(({ confirmation }) => confirmation.believed === 'unstable');
    const [, , lastTransition] = looks
      .filter(({ sight }, index) => index > 0 && sight !== looks[index - 1]?.sight)
      .slice(-3);
    expect(last?.at).toBeGreaterThanOrEqual((lastTransition?.at ?? 0) + 25 * minuteMs);
    expect(last?.at).toBeLessThan((lastTransition?.at ?? 0) + 40 * minuteMs);
  });

  test('three times within the hour is a bad day, and no more', () => {
    const looks = walk({ world: flapping(25 * minuteMs, 2 * hourMs), forMs: 3 * hourMs, random: () => 0 });
    expect(changes(looks)).not.toContain('unstable');
  });

  test('shows an icon of its own meanwhile', () => {
    const looks = walk({ world: flapping(10 * minuteMs, hourMs), forMs: hourMs, random: () => 0 });
    expect(looks.at(-1)?.icon).toBe('unstable');
  });

  test('is not stable at a look that sees something else', () => {
    // One look fails, when half an hour of success is over.
    const looks = (failsFrom: number) =>
      walk({
        world: (at) =>
          at > failsFrom && at < failsFrom + 6 * minuteMs ? 'blocked' : flapping(10 * minuteMs, hourMs)(at),
        forMs: 3 * hourMs,
        random: () => 0,
      });
    const settled = looks(4 * hourMs).find(
      ({ at, confirmation }) => at > hourMs && confirmation.changed && confirmation.believed === 'clear',
    );
    const later = looks((settled?.at ?? 0) - 1).filter(({ confirmation }) => confirmation.changed);
    expect(later.every(({ confirmation }) => confirmation.certainty === 'hard')).toBe(true);
    expect(later.at(-1)?.at).toBeGreaterThan(settled?.at ?? 0);
  });

  test('and ends in failure is a failure in the end', () => {
    const world = (at: number): Sight => (at < 45 * minuteMs ? flapping(10 * minuteMs, hourMs)(at) : 'blocked');
    expect(changes(walk({ world, forMs: 4 * hourMs, random: () => 0 })).slice(-2)).toEqual(['unstable', 'failing']);
  });

  test('from clear to warned and back does not count', () => {
    let turn = 0;
    const looks = walk({ world: () => (Math.floor(turn++ / 3) % 2 === 0 ? 'clear' : 'inspected'), forMs: 3 * hourMs });
    expect(changes(looks).length).toBeGreaterThan(8);
    expect(changes(looks)).not.toContain('unstable');
  });
});

describe('the icon', () => {
  test('shows before anything is believed what was seen', () => {
    expect(walk({ world: () => 'blocked', forMs: 0 })[0]).toMatchObject({
      icon: 'failing',
      confirmation: { believed: null },
    });
  });

  test('shows at once what a person’s test found, and does not fall back while the same is found again', () => {
    const looks = walk({ world: from([1, 'blocked']), forMs: 10 * minuteMs, pressedAt: [minuteMs] });
    expect(looks[1]?.confirmation.certainty).toBe('soft');
    expect(icons(looks)).toEqual(['clear', 'failing']);
  });

  test('goes back after a person’s test when the next look finds nothing wrong', () => {
    const looks = walk({
      world: from([1, 'blocked'], [minuteMs + 1, 'clear']),
      forMs: 10 * minuteMs,
      pressedAt: [minuteMs],
    });
    expect(icons(looks)).toEqual(['clear', 'failing', 'clear']);
    expect(changes(looks)).toEqual(['clear']);
  });
});

describe('whatever the weather', () => {
  const sights: Sight[] = ['clear', 'inspected', 'blocked', 'name blocked', 'offline', 'portal', 'outage', 'unclear'];
  const weather = fc.array(fc.record({ sight: fc.constantFrom(...sights), looks: fc.integer({ min: 1, max: 6 }) }), {
    maxLength: 60,
  });

  test('nothing is believed that the last looks did not say, and no look is nearer than five seconds', () => {
    fc.assert(
      fc.property(weather, fc.infiniteStream(fc.double({ min: 0, max: 0.999_999, noNaN: true })), (spells, randoms) => {
        const sequence = spells.flatMap(({ sight, looks }) => Array<Sight>(looks).fill(sight));
        let turn = 0;
        const random = () => randoms.next().value ?? 0;
        const looks = walk({ world: () => sequence[turn++] ?? 'clear', forMs: 6 * hourMs, random });
        for (const [index, { at, confirmation }] of looks.entries()) {
          const previous = looks[index - 1]?.confirmation ?? null;
          const { believed, certainty, changed, nextMs, state } = confirmation;
          expect(nextMs).toBeGreaterThanOrEqual(5_000);
          expect(nextMs).toBeLessThanOrEqual(15 * minuteMs);
          expect(state.transitions.length).toBeLessThanOrEqual(60);
          expect(changed).toBe(believed !== (previous?.believed ?? null));
          if (changed) expect(certainty).toBe('hard');
          if (state.belief === previous?.state.belief || state.belief === null || index === 0) continue;
          const good = works(state.belief);
          const run = looks.slice(0, index + 1).reverse();
          const others = run.findIndex(
            ({ sight }) => sight !== 'unclear' && (sight === 'clear' || sight === 'inspected') !== good,
          );
          const alike = run.slice(0, others === -1 ? run.length : others);
          const first = previous?.state.belief === null && good;
          expect(alike.length).toBeGreaterThanOrEqual(first ? 1 : good ? 2 : 3);
          expect(at - (alike.at(-1)?.at ?? at)).toBeGreaterThanOrEqual(first ? 0 : good ? 15_000 : 90_000);
          if (state.belief === 'failing') expect(alike[0]?.sight).toMatch(/blocked/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
