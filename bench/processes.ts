/** What processes cost, by Linux's own books (proc(5)). */
import { readdirSync, readFileSync } from 'node:fs';

export interface Cost {
  /** Of all threads since they started. */
  readonly cpuMs: number;
  /** How often a thread gave up the processor by itself: it slept, and something woke it. */
  readonly wakeups: number;
  /** What a process alone holds in memory and has written to. */
  readonly privateDirtyKb: number;
  /** What it alone holds, and could be read from its file again. */
  readonly privateCleanKb: number;
  readonly residentKb: number;
}

/** The sum of some processes. */
export function costOf(pids: readonly number[]): Cost {
  const each = pids.map(costOfOne);
  const sum = (part: keyof Cost) => each.reduce((total, cost) => total + cost[part], 0);
  return {
    cpuMs: sum('cpuMs'),
    wakeups: sum('wakeups'),
    privateDirtyKb: sum('privateDirtyKb'),
    privateCleanKb: sum('privateCleanKb'),
    residentKb: sum('residentKb'),
  };
}

function costOfOne(pid: number): Cost {
  const memory = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kb = (name: string) => numberAfter(`${name}:`, memory);
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  const total = (read: (folder: string) => number) => threads.reduce((sum, folder) => sum + read(folder), 0);
  return {
    cpuMs: total((folder) => Number.parseInt(readFileSync(`${folder}/schedstat`, 'utf8'), 10)) / 1e6,
    wakeups: total((folder) => numberAfter('voluntary_ctxt_switches:', readFileSync(`${folder}/status`, 'utf8'))),
    privateDirtyKb: kb('Private_Dirty'),
    privateCleanKb: kb('Private_Clean'),
    residentKb: kb('Rss'),
  };
}

function numberAfter(name: string, text: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(name));
  if (line === undefined) throw new Error(`There is no ${name} in:\n${text}`);
  return Number.parseInt(line.slice(name.length), 10);
}
