/** Talks to the driver, and reads what the desktop shows of a program. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Command } from './driver.ts';
import type { Session } from './session.ts';

export type Program = ChildProcessByStdio<Writable, Readable, null>;

/** Starts a Node program in a session, as a process group of its own; it dies with this process. */
export function startProgram(session: Session, ...args: string[]): Program {
  return spawn('/usr/bin/setpriv', ['--pdeathsig', 'KILL', process.execPath, ...args], {
    env: session.env,
    cwd: join(session.folder, 'home'),
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
}

export interface Driver {
  readonly program: Program;
  /** All that it has said so far. */
  readonly events: readonly object[];
  readonly tell: (command: Command) => void;
}

export function startDriver(session: Session): Driver {
  const program = startProgram(session, join(import.meta.dirname, 'driver.ts'));
  const events: object[] = [];
  createInterface({ input: program.stdout }).on('line', (line) => events.push(JSON.parse(line)));
  return { program, events, tell: (command) => program.stdin.write(`${JSON.stringify(command)}\n`) };
}

/** The process id of the tray helper that a program has started, or null. */
export function helperOf(parent: number | undefined): number | null {
  const pids = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return pids.map(Number).find((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('tray_')) ?? null;
}

/** Whether a process is there and not only waiting to be reaped. */
export function alive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * What a process keeps in memory, in KB (proc(5), smaps_rollup). Pss: with its part of what it shares. Private_Dirty: what
 * nobody else has, and the system cannot read again from a file.
 */
export function memoryOf(pid: number | undefined, kind: 'Pss' | 'Private_Dirty' = 'Pss'): number {
  return Number(new RegExp(`^${kind}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
}
