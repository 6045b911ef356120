/** What the tray costs on Windows, as far as Wine is one: without a network, and with Wine's own share in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { missing } from '../test/windows/requirements.ts';
import { iconIsShown } from '../test/windows/traces.ts';
import { openWindows, until } from '../test/windows/windows.ts';
import { rounded, type Spread, shown, spread, table } from './numbers.ts';
import { type Cost, costOf } from './processes.ts';

const settledMs = 30_000;
const names = ['connection-check.exe', 'tray_windows_release.exe'] as const;

export type Windows =
  | { readonly lacks: readonly string[] }
  | { readonly lacks: null; readonly toIconMs: Spread; readonly idle: readonly (Cost & { readonly name: string })[] };

/** @param rounds how often it is started */
export async function windows(rounds: number): Promise<Windows> {
  const lacks = missing();
  if (lacks.length > 0) return { lacks };
  const room = await openWindows();
  try {
    const stop = () => room.run(`cd /shared/app && wine 'Connection Check.exe' /close; sleep 3`);
    const taken: number[] = [];
    for (let round = 0; round < rounds; round++) {
      stop();
      const begun = performance.now();
      room.start(`cd /shared/app && wine 'Connection Check.exe' --lang en`);
      await until(() => iconIsShown(room));
      taken.push(performance.now() - begun);
    }
    await sleep(settledMs);
    const idle = names.map((name) => ({ name, ...costOf([pidOf(name)]) }));
    stop();
    return { lacks: null, toIconMs: spread(taken), idle };
  } finally {
    await room.close();
  }
}

/** Of the only process of that name, in whatever namespace. */
function pidOf(name: string): number {
  const pids = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(pid).endsWith(name));
  if (pids.length !== 1) throw new Error(`${pids.length} processes are called ${name}: ${pids.join(' ')}`);
  return Number(pids[0]);
}

/** The program that a process runs; empty where it has just ended. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
  } catch {
    return '';
  }
}

export function showWindows(seen: Windows): string {
  if (seen.lacks !== null) return ['WINDOWS: not measured.', ...seen.lacks].join('\n');
  const mb = (kb: number) => rounded(kb / 1024);
  return [
    `WINDOWS, in Wine: start to icon ${shown(seen.toIconMs, 0)} ms; memory in MB`,
    '',
    table([
      ['', 'private dirty', 'private clean', 'resident'],
      ...seen.idle.map(({ name, privateDirtyKb, privateCleanKb, residentKb }) => [
        name,
        ...[privateDirtyKb, privateCleanKb, residentKb].map(mb),
      ]),
    ]),
  ].join('\n');
}
