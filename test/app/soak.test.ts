/** Eight hours of everything that goes wrong with a laptop, in fake time, on a real file system. */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Entry, lastResult, readJournal, remember } from '../../src/app/journal.ts';
import { monitor } from '../../src/app/monitor.ts';
import { readTold, teller } from '../../src/app/teller.ts';
import type { Result } from '../../src/model/result.ts';
import { seeded } from '../support/seeded.ts';
import { resultOfSight, type Sight } from '../support/sight.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let folder: string;
let state: string;
let rejections: unknown[];
const chance = Math.random;
const onRejection = (reason: unknown) => void rejections.push(reason);

beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'connection-check-soak-'));
  state = join(folder, 'state');
  rejections = [];
  process.on('unhandledRejection', onRejection);
});
afterEach(() => {
  Math.random = chance;
  vi.useRealTimers();
  process.off('unhandledRejection', onRejection);
  rmSync(folder, { recursive: true });
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Every draft that a write begins with leads to a device that is always full (full(4)). */
function fillDisk(): void {
  for (const name of ['last.json', 'journal.jsonl', 'notices.json']) {
    const draft = join(state, `${name}.${process.pid}.tmp`);
    rmSync(draft, { force: true });
    symlinkSync('/dev/full', draft);
  }
}

const lock = () => {
  renameSync(state, `${state} aside`);
  writeFileSync(state, 'Nothing can be written here.');
};
const unlock = () => {
  rmSync(state);
  renameSync(`${state} aside`, state);
};

/** With as many observations as a check makes, none of them shared with another result. */
function asLarge(result: Result): Result {
  const observations = Array.from({ length: 12 }, () => structuredClone(result.evidence.observations)).flat();
  return { ...result, evidence: { ...result.evidence, observations } };
}

test('it goes on, says what is true, and grows neither in memory nor in timers', async () => {
  const random = seeded(8);
  // A spy would remember every call, and memory is measured here.
  Math.random = random;
  const over = new AbortController();
  const problems = new Set<string>();
  const notices: string[] = [];
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  let looks = 0;
  let kept = 0;
  let diskIsFull = false;
  let mostTimers = 0;

  /** A resolver that fails a twentieth of the time, inspection while the disk is full, and a real block in the sixth hour. */
  const sight = (): Sight => {
    if (elapsed() > 1.2 * hourMs && elapsed() < 1.4 * hourMs) return 'inspected';
    if (elapsed() > 5 * hourMs && elapsed() < 5.75 * hourMs) return 'blocked';
    return random() < 0.05 ? 'name blocked' : 'clear';
  };
  const inform = teller({
    folder: state,
    tell: ({ kind }) => notices.push(kind),
    onProblem: ({ message }) => problems.add(message.split(/[:,]/)[0] ?? ''),
  });
  const watched = monitor(
    {
      intervalMs: 5 * minuteMs,
      async look() {
        looks++;
        readJournal(state);
        await new Promise((settle) => setTimeout(settle, 200));
        return asLarge(resultOfSight(sight()));
      },
      onLooking: () => {},
      onResult(result, { asked, confirmation }) {
        if (diskIsFull) fillDisk();
        try {
          remember(state, result);
          kept++;
        } catch (error) {
          problems.add((error as NodeJS.ErrnoException).code ?? '');
        }
        if (diskIsFull) fillDisk();
        inform({ result, confirmation, asked, muted: false, expectedIssuer: null });
      },
    },
    over.signal,
  );

  const setClock = (byMs: number) => vi.setSystemTime(Date.now() + byMs);
  const faults: readonly (() => void)[] = [
    // Asleep for up to two hours: the time of day goes on, and no timer does.
    () => {
      setClock(random() * 2 * hourMs);
      watched.changed('resume');
    },
    // The clock is set forth and back, by hours. A jump ahead looks like sleep.
    () => {
      setClock(3 * hourMs);
      watched.changed('resume');
    },
    () => setClock(-3 * hourMs),
    () => watched.changed('network'),
    () => watched.test(),
    () => watched.pause(10 * minuteMs),
    () => watched.resume(),
    // The power fails during a write.
    () => appendFileSync(join(state, 'journal.jsonl'), '{"checkedAt":"2026-11-2'),
  ];

  async function live(untilMs: number): Promise<void> {
    while (elapsed() < untilMs) {
      await vi.advanceTimersByTimeAsync(random() * 4 * minuteMs);
      if (random() < 0.5) faults[Math.floor(random() * faults.length)]?.();
      mostTimers = Math.max(mostTimers, vi.getTimerCount());
    }
  }

  await live(hourMs);
  const heapBefore = heapBytes();
  diskIsFull = true;
  await live(1.5 * hourMs);
  diskIsFull = false;
  for (const draft of readdirSync(state).filter((name) => name.endsWith('.tmp'))) rmSync(join(state, draft));
  expect([...problems]).toContain('ENOSPC');
  await live(2 * hourMs);
  lock();
  while (elapsed() < 2.5 * hourMs) {
    watched.test();
    await vi.advanceTimersByTimeAsync(random() * 4 * minuteMs);
  }
  unlock();
  expect([...problems]).toContain('EEXIST');
  await live(8 * hourMs);
  const heapAfter = heapBytes();
  over.abort();
  await watched.finished;

  expect(rejections).toEqual([]);
  // One timer of the monitor, or one of the look.
  expect(mostTimers).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
  // A look in five minutes while nothing is wrong, and never one in five seconds for long.
  expect(looks).toBeGreaterThan((8 * hourMs) / (6 * minuteMs));
  expect(looks).toBeLessThan((8 * hourMs) / minuteMs);
  expect(notices).toEqual(['inspected', 'problem', 'recovered']);

  // What was kept is all there, in whole lines.
  const lines = readFileSync(join(state, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.filter((line) => !Entry.safeParse(JSON.parse(line)).success)).toEqual([]);
  expect(lines).toHaveLength(kept);
  expect(kept).toBeLessThan(looks);
  expect(lastResult(state)).not.toBeNull();
  expect(readTold(state).causes).toHaveLength(1);
  expect(readdirSync(state).sort()).toEqual(['journal.jsonl', 'last.json', 'notices.json']);
  // A hundred results went by, of 20 KB each and more.
  expect((heapAfter - heapBefore) / 1024).toBeLessThan(1024);
});
