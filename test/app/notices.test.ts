import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { begin, confirm } from '../../src/app/confirmation.ts';
import { type Notice, Told, toldNothing, wordsOf } from '../../src/app/notices.ts';
import { readTold, teller } from '../../src/app/teller.ts';
import { resultOfSight, type Sight } from '../support/sight.ts';
import { dayMs, from, hourMs, kinds, type Look, minuteMs, type Walk, walk } from '../support/walk.ts';

/** From an hour after the start, for so long. */
const blockedFor = (lastsMs: number) => from([hourMs, 'blocked'], [hourMs + lastsMs, 'clear']);

describe('a failure', () => {
  test('that lasts is told of once when it is believed, and once when it is over', () => {
    const looks = walk({ world: blockedFor(2 * hourMs), forMs: 6 * hourMs });
    expect(kinds(looks)).toEqual(['problem', 'recovered']);
    const told = looks.find(({ notice }) => notice?.kind === 'problem');
    expect(told?.confirmation).toMatchObject({ believed: 'failing', changed: true });
  });

  test('of a minute is told to nobody', () => {
    expect(kinds(walk({ world: blockedFor(minuteMs), forMs: 6 * hourMs }))).toEqual([]);
  });

  test('that is over within ten minutes of the notice ends in silence, and so does the next from the same cause', () => {
    const world = from(
      [hourMs, 'blocked'],
      [hourMs + 9 * minuteMs, 'clear'],
      [4 * hourMs, 'blocked'],
      [6 * hourMs, 'clear'],
    );
    // Looks as close together as they come, so that the end is seen when it is there.
    expect(kinds(walk({ world, forMs: 10 * hourMs, random: () => 0 }))).toEqual(['problem']);
  });

  test('from the same cause within a day is told of once, and its end only once', () => {
    const world = from([hourMs, 'blocked'], [3 * hourMs, 'clear'], [6 * hourMs, 'blocked'], [8 * hourMs, 'clear']);
    expect(kinds(walk({ world, forMs: 20 * hourMs }))).toEqual(['problem', 'recovered']);
  });

  test('from the same cause on the next day is told of again', () => {
    const world = from([hourMs, 'blocked'], [3 * hourMs, 'clear'], [26 * hourMs, 'blocked'], [28 * hourMs, 'clear']);
    expect(kinds(walk({ world, forMs: 40 * hourMs }))).toEqual(['problem', 'recovered', 'problem', 'recovered']);
  });

  test('from another cause within the day is another', () => {
    const world = from([hourMs, 'blocked'], [3 * hourMs, 'clear'], [6 * hourMs, 'name blocked']);
    expect(kinds(walk({ world, forMs: 20 * hourMs }))).toEqual(['problem', 'recovered', 'problem']);
  });

  test('from the same cause on another network is another', () => {
    const world = from([hourMs, 'blocked'], [3 * hourMs, 'clear'], [6 * hourMs, 'blocked']);
    const circumstances = (at: number) => ({ network: at < 5 * hourMs ? 'office' : 'home' });
    expect(kinds(walk({ world, forMs: 20 * hourMs, circumstances }))).toEqual(['problem', 'recovered', 'problem']);
  });

  test('whose cause looks different from time to time is one failure', () => {
    const world = (at: number): Sight =>
      at < hourMs ? 'clear' : Math.floor(at / 1000) % 2 === 0 ? 'blocked' : 'name blocked';
    expect(kinds(walk({ world, forMs: 20 * hourMs, random: () => 0.123_456 }))).toEqual(['problem']);
  });

  test('is told of whatever its certainty', () => {
    for (const certainty of ['certain', 'likely', 'possible'] as const) {
      const result = resultOfSight('blocked');
      const findings = result.findings.map((finding) => ({ ...finding, certainty }));
      let state = begin();
      const said = [0, 50_000, 100_000].map((now) => {
        const confirmation = confirm(
          state,
          { ...result, findings },
          { now, random: 0, asked: false, intervalMs: 300_000 },
        );
        state = confirmation.state;
        return confirmation.believed;
      });
      expect(said).toEqual([null, null, 'failing']);
    }
  });

  test('that nobody solves is told of again once a day, three times, and then no more', () => {
    const looks = walk({ world: blockedFor(10 * dayMs), forMs: 9 * dayMs });
    expect(kinds(looks)).toEqual(['problem', 'reminder', 'reminder', 'reminder']);
    const times = looks.filter(({ notice }) => notice !== null).map(({ at }) => at);
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(dayMs);
      expect(at - (times[index] ?? 0)).toBeLessThan(dayMs + hourMs);
    }
    expect(looks.at(-1)?.icon).toBe('failing');
  });

  test('that nights without network interrupt is the same failure, and its reminders are counted on', () => {
    // The office is left at 18:00, eight hours after the start of the block, and entered again at 9:00.
    const world = (at: number): Sight => (at < hourMs ? 'clear' : at % dayMs < 9 * hourMs ? 'blocked' : 'offline');
    expect(kinds(walk({ world, forMs: 9 * dayMs }))).toEqual(['problem', 'reminder', 'reminder', 'reminder']);
  });

  test('that is over minutes after a reminder is told to be over', () => {
    const before = walk({ world: blockedFor(3 * dayMs), forMs: 3 * dayMs });
    const reminded = before.find(({ notice }) => notice?.kind === 'reminder')?.at ?? 0;
    const looks = walk({ world: blockedFor(reminded + 1_000 - hourMs), forMs: 3 * dayMs });
    expect(kinds(looks)).toEqual(['problem', 'reminder', 'recovered']);
    expect((looks.findLast(({ notice }) => notice !== null)?.at ?? 0) - reminded).toBeLessThan(10 * minuteMs);
  });

  test('told of before the program was started again is not told of again, and its end is', () => {
    const before = walk({ world: blockedFor(dayMs), forMs: 5 * hourMs });
    const told = before.at(-1)?.told ?? toldNothing;
    const later: Walk = { world: () => 'blocked', forMs: 10 * hourMs, told, clockAhead: () => 6 * hourMs };
    expect(kinds(walk(later))).toEqual([]);
    expect(kinds(walk({ ...later, forMs: 26 * hourMs }))).toEqual(['reminder']);
    expect(kinds(walk({ ...later, world: () => 'clear' }))).toEqual(['recovered']);
  });
});

describe('who asks', () => {
  test('and is answered "failing" is not told the same a second time', () => {
    // The fourth look is the one that is believed.
    const pressedAt = [hourMs + 3 * minuteMs];
    const world = from([hourMs + 3 * minuteMs - 100_000, 'blocked'], [4 * hourMs, 'clear']);
    const looks = walk({ world, forMs: 6 * hourMs, pressedAt });
    const pressed = looks.find(({ at }) => at === pressedAt[0]);
    expect(kinds(looks.slice(0, looks.indexOf(pressed as Look)))).toEqual([]);
    const asked = walk({ world: () => 'blocked', forMs: 10 * hourMs, pressedAt: [10_000, 20_000, 95_000] });
    expect(asked.find(({ at }) => at === 95_000)?.confirmation).toMatchObject({ believed: 'failing', changed: true });
    expect(kinds(asked)).toEqual([]);
  });

  test('before it was certain is told when it is', () => {
    const looks = walk({ world: () => 'blocked', forMs: 10 * hourMs, pressedAt: [5_000] });
    expect(kinds(looks)).toEqual(['problem']);
  });
});

describe('who wants no notices', () => {
  test('gets none', () => {
    expect(kinds(walk({ world: blockedFor(5 * dayMs), forMs: 6 * dayMs, muted: () => true }))).toEqual([]);
  });

  test('and then does is told of what lasts, and not of what is over', () => {
    const muted = (at: number) => at < 5 * hourMs;
    expect(kinds(walk({ world: blockedFor(9 * hourMs), forMs: 8 * hourMs, muted }))).toEqual(['problem']);
    expect(kinds(walk({ world: blockedFor(2 * hourMs), forMs: 8 * hourMs, muted }))).toEqual([]);
  });

  test('and was told before hears no end', () => {
    const muted = (at: number) => at > 2 * hourMs;
    expect(kinds(walk({ world: blockedFor(4 * hourMs), forMs: dayMs, muted }))).toEqual(['problem']);
    const again = (at: number) => at > 2 * hourMs && at < 7 * hourMs;
    expect(kinds(walk({ world: blockedFor(4 * hourMs), forMs: dayMs, muted: again }))).toEqual(['problem']);
  });
});

describe('nobody is told of', () => {
  test.each(['offline', 'portal', 'outage', 'unclear'] as const)('%s, and not of its end', (sight) => {
    const looks = walk({ world: from([hourMs, sight], [10 * hourMs, 'clear']), forMs: 2 * dayMs });
    expect(kinds(looks)).toEqual([]);
    expect(looks.some(({ icon }) => icon !== 'clear')).toBe(true);
  });

  test('a network that comes and goes', () => {
    const world = (at: number): Sight => (Math.floor(at / (10 * minuteMs)) % 2 === 0 ? 'clear' : 'offline');
    const looks = walk({ world, forMs: 6 * hourMs });
    expect(looks.at(-1)?.confirmation.believed).toBe('unstable');
    expect(kinds(looks)).toEqual([]);
  });

  test('no network between a failure that was told of and its end; of the end they are', () => {
    const world = from([hourMs, 'blocked'], [3 * hourMs, 'offline'], [9 * hourMs, 'clear']);
    expect(kinds(walk({ world, forMs: dayMs }))).toEqual(['problem', 'recovered']);
  });
});

describe('a connection that comes and goes', () => {
  const flapping = (at: number): Sight =>
    at < 3 * hourMs && Math.floor(at / (10 * minuteMs)) % 2 === 1 ? 'blocked' : 'clear';

  test('is told of once, after the failure was, and its end when it is over', () => {
    // The first failure ends within ten minutes of its notice. The second is of the same cause. With the fourth change
    // it is unstable. Half an hour after the last change it works, and a failure was told of.
    expect(kinds(walk({ world: flapping, forMs: 8 * hourMs, random: () => 0 }))).toEqual([
      'problem',
      'unstable',
      'recovered',
    ]);
  });

  test('twice in a day is told of once', () => {
    const world = (at: number): Sight => (at < 6 * hourMs ? flapping(at) : flapping(at - 6 * hourMs));
    const looks = walk({ world, forMs: 14 * hourMs, random: () => 0 });
    expect(kinds(looks)).toEqual(['problem', 'unstable', 'recovered']);
    expect(looks.filter(({ confirmation: { believed, changed } }) => changed && believed === 'unstable')).toHaveLength(
      2,
    );
  });

  test('and then fails for another reason is told of when it has settled', () => {
    const world = (at: number): Sight => (at < 90 * minuteMs ? flapping(at) : 'name blocked');
    const looks = walk({ world, forMs: 8 * hourMs, random: () => 0 });
    expect(kinds(looks)).toEqual(['problem', 'unstable', 'problem']);
    const [, unstable, problem] = looks.filter(({ notice }) => notice !== null);
    expect((problem?.at ?? 0) - (unstable?.at ?? 0)).toBeGreaterThan(30 * minuteMs);
  });

  test('is told of also to who asks, since no answer says so', () => {
    const world = flapping;
    const quiet = walk({ world, forMs: 8 * hourMs, random: () => 0 });
    const told = quiet.find(({ notice }) => notice?.kind === 'unstable');
    const looks = walk({ world, forMs: 8 * hourMs, random: () => 0, pressedAt: [told?.at ?? 0] });
    expect(looks.find(({ at }) => at === told?.at)?.notice?.kind).toBe('unstable');
  });
});

describe('inspection', () => {
  test('is not told of where it is expected, in whatever case', () => {
    const looks = (expectedIssuer: string) => walk({ world: () => 'inspected', forMs: dayMs, expectedIssuer });
    expect(kinds(looks('INSPECTOR'))).toEqual([]);
    expect(kinds(looks('Zscaler'))).toEqual(['inspected']);
  });

  test('is told of when it is first seen, and then never again', () => {
    const world = from([hourMs, 'inspected'], [5 * hourMs, 'clear'], [3 * dayMs, 'inspected']);
    expect(kinds(walk({ world, forMs: 6 * dayMs }))).toEqual(['inspected']);
  });

  test('by somebody else is told of once more', () => {
    const circumstances = (at: number) => ({ issuer: at < dayMs ? 'CN=One' : 'CN=Other' });
    const looks = walk({ world: () => 'inspected', forMs: 2 * dayMs, circumstances });
    expect(kinds(looks)).toEqual(['inspected', 'inspected']);
  });

  test('that was the failure that was told of is no news when it is trusted', () => {
    const world = from([hourMs, 'inspected and distrusted'], [5 * hourMs, 'inspected']);
    expect(kinds(walk({ world, forMs: 2 * dayMs }))).toEqual(['problem', 'recovered']);
  });

  test('behind a failure waits for the look after its end', () => {
    const world = from([hourMs, 'blocked'], [5 * hourMs, 'inspected']);
    const looks = walk({ world, forMs: 2 * dayMs });
    expect(kinds(looks)).toEqual(['problem', 'recovered', 'inspected']);
  });
});

describe('a clock that is set', () => {
  test('back by a year does not silence for a year', () => {
    const clockAhead = (at: number) => (at < 3 * hourMs ? 365 * dayMs : 0);
    const world = from([hourMs, 'blocked']);
    expect(kinds(walk({ world, forMs: 2 * dayMs, clockAhead }))).toEqual(['problem', 'reminder']);
  });

  test('forth and back brings reminders early, and not one more than three', () => {
    const clockAhead = (at: number) => (Math.floor(at / hourMs) % 2 === 0 ? 0 : 365 * dayMs);
    const looks = walk({ world: () => 'blocked', forMs: 5 * dayMs, clockAhead });
    expect(kinds(looks)).toEqual(['problem', 'reminder', 'reminder', 'reminder']);
  });
});

describe('the words', () => {
  const said = (sight: Sight, more: Partial<Walk> = {}) =>
    walk({ world: from([hourMs, sight], [3 * dayMs, 'clear']), forMs: 4 * dayMs, ...more }).flatMap(({ notice }) =>
      notice === null ? [] : [wordsOf(notice, locales.en)],
    );

  test('are the goal, what to do, and that it is not new', () => {
    const result = locales.en.notification.result(resultOfSight('blocked'));
    const [problem, reminder, , recovered] = said('blocked');
    expect(problem).toEqual(result);
    expect(reminder).toEqual({ title: `Still so: ${result.title}`, body: result.body });
    expect(recovered).toEqual(locales.en.notification.recovered);
  });

  test('name who reads along, where that is known', () => {
    expect(said('inspected')[0]).toMatchObject({ title: 'Connected, but not privately' });
  });

  test('say that it comes and goes', () => {
    const world = (at: number): Sight => (Math.floor(at / (10 * minuteMs)) % 2 === 1 ? 'blocked' : 'clear');
    expect(said('blocked', { world })).toContainEqual(locales.en.notice.unstable);
  });
});

describe('what was told', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'connection-check-notices-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Shows three failures to a program that has just been started. */
  function startAndFail(where = folder): { notices: Notice[]; problems: Error[] } {
    const heard = { notices: [] as Notice[], problems: [] as Error[] };
    const inform = teller({
      folder: where,
      tell: (notice) => heard.notices.push(notice),
      onProblem: (error) => heard.problems.push(error),
    });
    let state = begin();
    for (const now of [0, 50_000, 100_000]) {
      const result = resultOfSight('blocked');
      const confirmation = confirm(state, result, { now, random: 0, asked: false, intervalMs: 300_000 });
      state = confirmation.state;
      inform({ result, confirmation, asked: false, muted: false, expectedIssuer: null });
    }
    return heard;
  }

  test('is remembered after a restart, by its owner alone', () => {
    expect(startAndFail().notices.map(({ kind }) => kind)).toEqual(['problem']);
    expect(startAndFail().notices).toEqual([]);
    expect(readTold(folder).causes).toMatchObject([{ cause: 'connect-blocked office', reminders: 0, solved: false }]);
  });

  test.each([
    ['torn', '{"version":1,"causes":[{"cau'],
    ['empty', ''],
    ['from a newer version', JSON.stringify({ ...toldNothing, version: 2 })],
    ['no object', 'null'],
    ['full of the wrong things', JSON.stringify({ ...toldNothing, causes: [{ cause: 7 }] })],
  ])('in a file that is %s is begun anew, and the file with it', (_name, text) => {
    writeFileSync(join(folder, 'notices.json'), text);
    const { notices, problems } = startAndFail();
    expect(notices.map(({ kind }) => kind)).toEqual(['problem']);
    expect(problems).toEqual([]);
    expect(Told.parse(JSON.parse(readFileSync(join(folder, 'notices.json'), 'utf8'))).causes).toHaveLength(1);
  });

  test('is told all the same where it cannot be written, and leaves no draft', () => {
    const file = join(folder, 'notices.json');
    mkdirSync(join(file, 'in the way'), { recursive: true });
    const { notices, problems } = startAndFail();
    expect(notices.map(({ kind }) => kind)).toEqual(['problem']);
    expect(problems.length).toBeGreaterThan(0);
    expect(startAndFail(join(file, 'in the way', '\0')).notices).toHaveLength(1);
  });
});

describe('whatever the weather', () => {
  const sights: Sight[] = ['clear', 'inspected', 'blocked', 'name blocked', 'offline', 'portal', 'outage', 'unclear'];
  const spell = fc.record({
    sight: fc.constantFrom(...sights),
    lastsMs: fc.oneof(fc.integer({ min: 1_000, max: 20 * minuteMs }), fc.integer({ min: 1_000, max: 20 * hourMs })),
    pressed: fc.boolean(),
  });
  const life = fc.record({
    spells: fc.array(spell, { minLength: 1, maxLength: 40 }).map(ofFourDays),
    random: fc.double({ min: 0.2, max: 0.999_999, noNaN: true }),
    told: fc.oneof(
      { weight: 4, arbitrary: fc.constant(toldNothing) },
      fc.constant({ ...toldNothing, problemAt: 0, lasting: 'x' }),
    ),
  });

  function ofFourDays<Spell extends { lastsMs: number }>(spells: readonly Spell[]): Spell[] {
    let leftMs = 4 * dayMs;
    return spells.flatMap((each) => {
      const lastsMs = Math.min(each.lastsMs, leftMs);
      leftMs -= lastsMs;
      return lastsMs === 0 ? [] : [{ ...each, lastsMs }];
    });
  }

  function live({ spells, random, told }: typeof life extends fc.Arbitrary<infer Value> ? Value : never): Look[] {
    let at = 0;
    const parts = spells.map(({ sight, lastsMs, pressed }) => {
      const part = { at, sight, pressed };
      at += lastsMs;
      return part;
    });
    return walk({
      world: (now) => parts.findLast((part) => part.at <= now)?.sight ?? 'clear',
      forMs: at,
      random: () => random,
      told,
      pressedAt: parts.filter(({ pressed }) => pressed).map((part) => part.at + 1),
    });
  }

  const within24h = (looks: readonly Look[], look: Look, kind: (notice: Notice) => boolean) =>
    looks.filter(({ at, notice }) => at >= look.at && at < look.at + dayMs && notice !== null && kind(notice)).length;

  test('the rules hold', () => {
    fc.assert(
      fc.property(life, (weather) => {
        const looks = live(weather);
        let open = weather.told.problemAt !== null;
        let reminders = 0;
        const spoken = looks.filter(({ notice }) => notice !== null);
        for (const look of looks) {
          const { notice, confirmation, told } = look;
          const { believed } = confirmation;
          if (notice === null) {
            if (believed === 'clear' && confirmation.certainty === 'hard') open = false;
            continue;
          }
          expect(Told.safeParse(JSON.parse(JSON.stringify(told))).data).toEqual(told);
          // Two causes, one network, one inspector: a failure of each kind a day, and what ends it.
          expect(within24h(spoken, look, ({ kind }) => kind === 'problem' || kind === 'reminder')).toBeLessThanOrEqual(
            2,
          );
          expect(within24h(spoken, look, ({ kind }) => kind === 'unstable')).toBeLessThanOrEqual(1);
          expect(within24h(spoken, look, () => true)).toBeLessThanOrEqual(2 + 1 + 3 + 1);
          if (notice.kind === 'recovered') expect(open).toBe(true);
          if (notice.kind === 'problem' || notice.kind === 'reminder')
            expect(confirmation).toMatchObject({ believed: 'failing', certainty: 'hard' });
          if (notice.kind === 'inspected') expect(believed).toBe('impaired');
          if (notice.kind === 'unstable') expect(believed).toBe('unstable');
          reminders = notice.kind === 'reminder' ? reminders + 1 : 0;
          expect(reminders).toBeLessThanOrEqual(6);
          open = notice.kind !== 'recovered' && (open || notice.kind !== 'inspected');
        }
        expect(looks.filter(({ notice }) => notice?.kind === 'inspected').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  test('whoever is blocked for good is told of it', () => {
    fc.assert(
      fc.property(life, (weather) => {
        const looks = live({
          ...weather,
          told: toldNothing,
          spells: [...weather.spells, { sight: 'blocked', lastsMs: 2 * dayMs, pressed: false }],
        });
        const last = looks.findLast(({ notice }) => notice !== null);
        expect(last === undefined ? 'nothing' : last.notice?.kind).toMatch(/problem|reminder/);
      }),
      { numRuns: 30 },
    );
  });
});
