/** What was measured, beside what it may be at most. */
import { rounded, table } from './numbers.ts';
import type { Race } from './race.ts';
import type { Sizes } from './size.ts';
import type { Start } from './start.ts';
import { cpuPercent, type TrayIdle, together } from './tray.ts';
import type { Failed, Told } from './worlds.ts';

/** null: that part was not wanted, or cannot be had here. */
export interface Measured {
  readonly healthy: Race | null;
  readonly start: Start | null;
  readonly worlds: readonly (Told | Failed)[] | null;
  readonly idle: TrayIdle | null;
  readonly size: Sizes | null;
}

export interface Goal {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
}

export function goals({ healthy, start, worlds, idle, size }: Measured): Goal[] {
  const check = healthy?.contenders.find(({ name }) => name === 'check');
  const tray = idle?.contenders.find(({ name }) => name === 'tray');
  const told = worlds?.flatMap((each) => ('wallMs' in each ? [each.wallMs / 1000] : []));
  const measured: readonly (readonly [what: string, measured: number | undefined, atMost: number])[] = [
    ['check, of 4 round trips', check?.ratio, 1.15],
    ['status, ms beyond node -e 0', start ? start.status.median - start['node -e 0'].median : undefined, 120],
    ['verdict in the slowest world, s', told ? Math.max(...told) : undefined, 20],
    ['tray and helper, private dirty, MB', tray && (together(tray.later, 'privateDirtyKb') * 1024) / 1e6, 45],
    ['tray and helper, CPU when idle, %', tray && idle ? cpuPercent(tray, idle.minutes) : undefined, 0.1],
    ['installer, MB', size ? size.setupBytes / 1e6 : undefined, 27],
  ];
  return measured.flatMap(([what, measured, atMost]) => (measured === undefined ? [] : [{ what, measured, atMost }]));
}

export function showGoals(all: readonly Goal[]): string {
  return [
    'GOALS',
    '',
    table([
      ['', 'measured', 'at most', ''],
      ...all.map(({ what, measured, atMost }) => [
        what,
        rounded(measured, 2),
        String(atMost),
        measured > atMost ? 'MISSED' : '',
      ]),
    ]),
  ].join('\n');
}
