/** The tray as a person has it, beside others: how soon its icon is there, and what it costs while nobody does anything. */
import { join } from 'node:path';
import { programFolder } from '../src/platform/desktop.ts';
import { shippedHelper } from '../src/tray/helper.ts';
import { folder } from '../test/lab/namespaces.ts';
import { asUser, checkCommand } from '../test/lab/program.ts';
import { openWorld } from '../test/lab/world.ts';
import { allRootsSettings, layOutRoots, oftenSettings } from './contenders.ts';
import type { Contender, Idled, Taken } from './desktop.ts';
import { megabytes, rounded, type Spread, shown, spread, table } from './numbers.ts';
import { type Cost, sum } from './processes.ts';

const [node = '', main = ''] = checkCommand;
const here = (name: string) => join(import.meta.dirname, name);
const icon = join(programFolder(), 'assets/icons/clear-48.png');

/** @param electron Electron's program; null where it could not be had */
const trays = (electron: string | null): readonly Contender[] => [
  { name: 'tray', command: [node, main, '--config', allRootsSettings], hasIcon: true },
  {
    name: 'bare tray',
    command: [node, here('baretray.mjs'), shippedHelper()?.file ?? '', icon],
    hasIcon: true,
  },
  // Its sandbox refuses root; without it, it needs less.
  ...(electron === null ? [] : [{ name: 'bare Electron', command: [electron, '--no-sandbox'], hasIcon: true }]),
];

const sleepers: readonly Contender[] = [
  // What hours do to it, in minutes.
  { name: 'tray, every 30 s', command: [node, main, '--config', oftenSettings], hasIcon: true },
  { name: 'watch', command: [node, main, 'watch', '--config', allRootsSettings], hasIcon: false },
  { name: 'bare node', command: [node, '-e', 'setInterval(() => {}, 1e9)'], hasIcon: false },
];

export type TrayStart = Readonly<Record<string, Spread>>;

export interface TrayIdle {
  readonly minutes: number;
  readonly contenders: readonly Idled[];
}

export async function trayStart(rounds: number, electron: string | null): Promise<TrayStart> {
  const taken: Taken = await onDesktop('start', trays(electron), rounds);
  return Object.fromEntries(Object.entries(taken).map(([name, all]) => [name, spread(all)]));
}

export async function trayIdle(minutes: number, electron: string | null): Promise<TrayIdle> {
  return { minutes, contenders: await onDesktop('idle', [...trays(electron), ...sleepers], minutes) };
}

/** In the lab's healthy network, with as many public roots as a real computer has. */
async function onDesktop<Result>(
  task: 'start' | 'idle',
  contenders: readonly Contender[],
  count: number,
): Promise<Result> {
  const open = await openWorld({});
  try {
    await layOutRoots(open);
    await open.room.write('contenders.json', JSON.stringify(contenders));
    const command = [node, here('desktop.ts'), task, `${folder}/contenders.json`, String(count)];
    return JSON.parse(await open.room.must('client', asUser(open, command)));
  } finally {
    await open.room.close();
  }
}

export function showTrayStart(taken: TrayStart): string {
  return [
    'TRAY: from the start of the process to the icon, ms (min to max)',
    '',
    table([['', 'icon after ms'], ...Object.entries(taken).map(([name, ms]) => [name, shown(ms, 0)])]),
  ].join('\n');
}

/** What a program and all that it has started need. */
export function together(costs: readonly Cost[], key: Exclude<keyof Cost, 'process'>): number {
  return sum(costs.map((cost) => cost[key]));
}

/** In percent of one processor. */
export function cpuPercent({ settled, later }: Idled, minutes: number): number {
  return ((together(later, 'cpuMs') - together(settled, 'cpuMs')) / (minutes * 60_000)) * 100;
}

export function showTrayIdle({ minutes, contenders }: TrayIdle): string {
  return [
    `TRAY: ${minutes} idle minutes; memory in MB at their end, private dirty also at their beginning`,
    '',
    table([
      ['', 'private dirty', 'private clean', 'resident', 'CPU %', 'CPU ms', 'wake-ups', 'looks', 'CPU ms before'],
      ...contenders.flatMap((idled) => {
        const { name, looks, settled, later } = idled;
        const parts = later.length > 1 ? later : [];
        const spent = (key: 'cpuMs' | 'wakeups') => String(together(later, key) - together(settled, key));
        return [
          [
            name,
            `${memory(settled, 'privateDirtyKb')}, ${memory(later, 'privateDirtyKb')}`,
            memory(later, 'privateCleanKb'),
            memory(later, 'residentKb'),
            rounded(cpuPercent(idled, minutes), 3),
            spent('cpuMs'),
            spent('wakeups'),
            String(looks),
            String(together(settled, 'cpuMs')),
          ],
          ...parts.map((cost) => [
            `  ${cost.process}`,
            memory([cost], 'privateDirtyKb'),
            memory([cost], 'privateCleanKb'),
            memory([cost], 'residentKb'),
            ...['', '', '', '', ''],
          ]),
        ];
      }),
    ]),
    '',
    'CPU ms before: from its start to the beginning, with the first look in it.',
  ].join('\n');
}

function memory(costs: readonly Cost[], key: Parameters<typeof together>[1]): string {
  return megabytes(together(costs, key) * 1024);
}
