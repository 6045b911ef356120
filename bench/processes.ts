/** What a program costs, with all that it has started: read from /proc (proc(5)). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

export interface Memory {
  /** What this process alone holds in memory and has written to. */
  readonly privateDirtyKb: number;
  /** Parts of files that no other process has mapped at this moment. */
  readonly privateCleanKb: number;
  readonly residentKb: number;
}

export interface Cost extends Memory {
  readonly process: string;
  /** Of all threads since the start, those that have ended and the processes that it has waited for among them. */
  readonly cpuMs: number;
  /** How often a thread gave up the processor by itself: it slept, and something woke it. */
  readonly wakeups: number;
}

/** sysconf(3): a hundred of these are a second on every Linux that Node runs on. */
const tickMs = 10;

/** The process, its children, and theirs. */
export function family(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(family)];
}

export function costOf(pid: number): Cost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // utime, stime, cutime and cstime, counted from behind the name, which may hold spaces.
  const ticks = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number);
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'),
  );
  return {
    process: basename(readlinkSync(`/proc/${pid}/exe`)),
    cpuMs: sum(ticks) * tickMs,
    wakeups: sum(threads.map((status) => field(status, 'voluntary_ctxt_switches'))),
    ...memoryIn(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')),
  };
}

/** @param rollup the text of smaps_rollup */
export function memoryIn(rollup: string): Memory {
  return {
    privateDirtyKb: field(rollup, 'Private_Dirty'),
    privateCleanKb: field(rollup, 'Private_Clean'),
    residentKb: field(rollup, 'Rss'),
  };
}

function field(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
