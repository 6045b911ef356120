/** The Windows program, as far as Wine is Windows: how soon its icon is there, and its memory while nobody does anything. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readNodeExe } from '../build/windows/node.mjs';
import { built, missing } from '../test/windows/requirements.ts';
import { iconIsShown } from '../test/windows/traces.ts';
import { openWindows, type Windows as Room, until } from '../test/windows/windows.ts';
import { megabytes, type Spread, shown, spread, table } from './numbers.ts';
import { type Memory, memoryIn, sum } from './processes.ts';

export interface Windows {
  /** Sentences; nothing could be measured where there are any. */
  readonly lacks: readonly string[];
  readonly tray: Tray | null;
}

interface Tray {
  readonly iconAfterMs: Spread;
  readonly processes: readonly ({ readonly process: string } & Memory)[];
  readonly bareNode: Memory;
}

const rounds = 3;
const settledMs = 30_000;

export async function windows(): Promise<Windows> {
  const lacks = missing();
  return { lacks, tray: lacks.length > 0 ? null : await measure() };
}

async function measure(): Promise<Tray> {
  const shared = mkdtempSync(join(tmpdir(), 'bench-windows-'));
  try {
    cpSync(join(built, 'app'), shared, { recursive: true });
    writeFileSync(join(shared, 'node.exe'), readNodeExe());
    const taken: number[] = [];
    // The first one warms caches and is not kept. Each has a Windows of its own: Wine's taskbar wipes no icon away.
    for (let round = -1; round < rounds; round++) {
      const { iconAfterMs } = await inWindows(shared, async () => null);
      if (round >= 0) taken.push(iconAfterMs);
    }
    const { result } = await inWindows(shared, async (windows) => {
      windows.start(`wine /shared/node.exe -e 'setInterval(() => {}, 1e9)'`);
      await sleep(settledMs);
      return memoryOf(windows);
    });
    const [bareNode] = result.filter(({ process }) => process === 'node.exe');
    if (bareNode === undefined) throw new Error('node.exe does not run');
    return { iconAfterMs: spread(taken), processes: result.filter((each) => each !== bareNode), bareNode };
  } finally {
    rmSync(shared, { recursive: true });
  }
}

/** Starts the tray in a fresh Windows, and does something there once the icon is shown. */
async function inWindows<Result>(shared: string, then: (windows: Room) => Promise<Result>) {
  const windows = await openWindows(shared);
  try {
    windows.must('wine cmd /c exit');
    const begun = performance.now();
    windows.start(`cd /shared && wine 'Connection Check.exe'`);
    await until(() => iconIsShown(windows));
    const iconAfterMs = performance.now() - begun;
    return { iconAfterMs, result: await then(windows) };
  } finally {
    await windows.close();
  }
}

const programs = ['Connection Check.exe', 'connection-check.exe', 'tray_windows_release.exe', 'node.exe'];

/** Of each process: its program, as the first word of its command line names it, and its memory. */
const reading = `
for folder in /proc/[0-9]*; do
  tr '\\0' '\\n' < $folder/cmdline | head -1
  cat $folder/smaps_rollup
  echo
done`;

function memoryOf(windows: Room): Tray['processes'] {
  return windows
    .must(reading)
    .split('\n\n')
    .flatMap((text) => {
      const process = text.trim().split('\n')[0]?.split(/[\\/]/).at(-1) ?? '';
      return programs.includes(process) ? [{ process, ...memoryIn(text) }] : [];
    });
}

export function showWindows({ lacks, tray }: Windows): string {
  if (tray === null) return ['WINDOWS: left out.', '', ...lacks].join('\n');
  const { iconAfterMs, processes, bareNode } = tray;
  const row = (name: string, all: readonly Memory[]) => [
    name,
    ...(['privateDirtyKb', 'privateCleanKb', 'residentKb'] as const).map((key) =>
      megabytes(sum(all.map((memory) => memory[key])) * 1024),
    ),
  ];
  return [
    `WINDOWS: on Wine, without a network; icon after ${shown(iconAfterMs, 0)} ms; memory in MB when idle`,
    '',
    table([
      ['', 'private dirty', 'private clean', 'resident'],
      row('tray', processes),
      ...processes.map((each) => row(`  ${each.process}`, [each])),
      row('bare node.exe', [bareNode]),
    ]),
  ].join('\n');
}
