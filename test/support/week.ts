/** A week of a bookkeeper with a laptop, in fake time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { Standing } from '../../src/advice/locale.ts';
import { shown } from '../../src/app/confirmation.ts';
import { monitor } from '../../src/app/monitor.ts';
import type { Notice } from '../../src/app/notices.ts';
import { teller } from '../../src/app/teller.ts';
import { seeded } from './seeded.ts';
import { resultOfSight, type Sight } from './sight.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const monday = Date.UTC(2026, 10, 23);

/** "Tue 19:30" of that week. */
function at(time: string): number {
  const [day = '', clock = ''] = time.split(' ');
  const [hours, minutes] = clock.split(':').map(Number);
  return monday + days.indexOf(day as 'Mon') * 24 * hourMs + (hours ?? 0) * hourMs + (minutes ?? 0) * minuteMs;
}

/** Weather that lasts. What begins later goes before. */
const fronts: readonly (readonly [from: number, to: number, sight: Sight])[] = [
  // The firewall in the office is being replaced: it is found wanting, taken out, and tried once more.
  [at('Mon 14:00'), at('Mon 14:19'), 'blocked'],
  [at('Mon 14:35'), at('Mon 14:43'), 'blocked'],
  // The hotel's page waits to be accepted.
  [at('Tue 19:00'), at('Tue 19:20'), 'portal'],
  [at('Wed 10:00'), at('Wed 12:00'), 'outage'],
  [at('Thu 09:00'), at('Sat 09:00'), 'blocked'],
  [at('Sun 14:00'), at('Sun 24:00'), 'inspected'],
];

/** Half a dozen disturbances a day, of seconds: packets are lost, a resolver or the Wi-Fi is gone. */
function gusts(random: () => number): (readonly [from: number, to: number, sight: Sight])[] {
  const kinds: readonly Sight[] = ['blocked', 'name blocked', 'offline', 'unclear'];
  return Array.from({ length: 42 }, () => {
    const from = monday + random() * 7 * 24 * hourMs;
    return [from, from + 5_000 + random() * 60_000, kinds[Math.floor(random() * kinds.length)] ?? 'offline'] as const;
  });
}

interface Week {
  /** What was told, and when. */
  readonly seen: readonly string[];
  /** What the icon showed, one after the other. */
  readonly icons: readonly Standing[];
  readonly looks: number;
}

/** Lives through it. Timers are fake meanwhile. */
export async function liveWeek(
  seed: number,
  tell: (notice: Notice, standing: Standing) => void = () => {},
): Promise<Week> {
  const folder = mkdtempSync(join(tmpdir(), 'connection-check-week-'));
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  try {
    const random = seeded(seed);
    vi.spyOn(Math, 'random').mockImplementation(random);
    vi.setSystemTime(at('Mon 08:00'));
    const weather = [...gusts(random), ...fronts];
    let awakeSince = 0;
    const sight = (): Sight => {
      // The Wi-Fi comes first, and then the resolver.
      if (Date.now() - awakeSince < 20_000) return 'offline';
      if (Date.now() - awakeSince < 40_000) return 'name blocked';
      return weather.findLast(([from, to]) => from <= Date.now() && Date.now() < to)?.[2] ?? 'clear';
    };

    const seen: string[] = [];
    const icons: Standing[] = [];
    let looks = 0;
    const stamp = () => `${days[Math.floor((Date.now() - monday) / (24 * hourMs))]} ${new Date().getUTCHours()} h`;
    const inform = teller({
      folder,
      tell: (notice) => {
        seen.push(`${stamp()} ${notice.kind}`);
        tell(notice, icons.at(-1) ?? 'waiting');
      },
      onProblem: (error) => expect.unreachable(error.message),
    });
    const over = new AbortController();
    const watched = monitor(
      {
        intervalMs: 5 * minuteMs,
        look: async () => {
          looks++;
          return resultOfSight(sight(), { network: stamp().startsWith('Tue 19') ? 'hotel' : 'office' });
        },
        onLooking: () => {},
        onResult: (result, { asked, confirmation }) => {
          const icon = shown(confirmation, result, asked);
          if (icon !== icons.at(-1)) icons.push(icon);
          inform({ result, confirmation, asked, muted: false, expectedIssuer: null });
        },
      },
      over.signal,
    );

    for (const day of days) {
      const asleep = at(day === 'Tue' ? 'Tue 22:00' : `${day} 18:00`);
      await vi.advanceTimersByTimeAsync(asleep - Date.now());
      if (day === 'Sun') break;
      // Asleep: the time of day goes on, and no timer does.
      vi.setSystemTime(at(`${day} 08:00`) + 24 * hourMs);
      awakeSince = Date.now();
      watched.changed('resume');
    }
    over.abort();
    await watched.finished;
    return { seen, icons, looks };
  } finally {
    vi.restoreAllMocks();
    vi.useRealTimers();
    rmSync(folder, { recursive: true });
  }
}
