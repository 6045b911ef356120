/**
 * Trays as a person has them, on a desktop without a screen. Run where the network is that they shall see:
 *
 *   desktop.ts start CONTENDERS ROUNDS     how soon their icons are there
 *   desktop.ts idle CONTENDERS MINUTES     what they cost while nobody does anything
 *
 * CONTENDERS is a JSON file of `Contender[]`; prints `Taken` or `Idled[]`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, openSession, type Session } from '../test/desktop/session.ts';
import { type Cost, costOf, family } from './processes.ts';

export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly hasIcon: boolean;
}

/** Milliseconds from the start of the process to the icon, by name. */
export type Taken = Readonly<Record<string, readonly number[]>>;

export interface Idled {
  readonly name: string;
  /** How often it looked at the network in that time; 0 for what does not. */
  readonly looks: number;
  readonly settled: readonly Cost[];
  readonly later: readonly Cost[];
}

/** Long after the first look, and after what has been tidied up behind it. */
const settledMs = 30_000;
/** Nobody takes as long to show an icon. */
const longestMs = 20_000;
/** Whose picture has not changed by then had it already when the panel took the icon. */
const pictureMs = 2_000;

const [task = '', file = '', count = ''] = process.argv.slice(2);
const contenders: readonly Contender[] = JSON.parse(readFileSync(file, 'utf8'));
const session = await openSession();
try {
  await session.startPanel();
  const bus = await watchBus(session);
  const result = task === 'start' ? await start(bus, Number(count)) : await idle(bus, Number(count));
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await session.close();
}

async function start(bus: Bus, rounds: number): Promise<Taken> {
  const taken = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  // In turn, so that a busy moment of the machine is busy for all. The first turn warms caches and is not kept.
  for (let round = -1; round < rounds; round++) {
    for (const contender of contenders) {
      const { child, shownAfterMs } = await show(bus, contender);
      const gone = bus.next('StatusNotifierItemUnregistered');
      await end(child);
      await gone;
      if (round >= 0) taken.get(contender.name)?.push(shownAfterMs);
    }
  }
  return Object.fromEntries(taken);
}

async function idle(bus: Bus, minutes: number): Promise<Idled[]> {
  const started: { readonly name: string; readonly child: ChildProcess }[] = [];
  for (const contender of contenders) started.push({ name: contender.name, ...(await show(bus, contender)) });
  await sleep(settledMs);
  const readAll = () =>
    started.map(({ name, child }) => ({ looks: looksOf(name), costs: family(child.pid ?? 0).map(costOf) }));
  const settled = readAll();
  await sleep(minutes * 60_000);
  const later = readAll();
  for (const { child } of started) await end(child);
  return started.map(({ name }, at) => ({
    name,
    looks: (later[at]?.looks ?? 0) - (settled[at]?.looks ?? 0),
    settled: settled[at]?.costs ?? [],
    later: later[at]?.costs ?? [],
  }));
}

/** Starts one, with folders of its own, and waits until its icon is shown. */
async function show(bus: Bus, { name, command, hasIcon }: Contender) {
  const own = folderOf(name);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const [taken, pictured] = [bus.next('StatusNotifierItemRegistered'), bus.next('NewIcon')];
  const begun = Date.now();
  const child: ChildProcess = spawn('/usr/bin/setpriv', ['--pdeathsig', 'KILL', ...command], {
    env: { ...session.env, XDG_STATE_HOME: own, XDG_RUNTIME_DIR: own },
    cwd: join(session.folder, 'home'),
    stdio: 'ignore',
  });
  if (!hasIcon) return { child, shownAfterMs: 0 };
  const tooLate = sleep(longestMs, undefined, { ref: false }).then(() => {
    throw new Error(`${name} shows no icon: exit code ${child.exitCode}`);
  });
  const takenAt = await Promise.race([taken, tooLate]);
  const picturedAt = await Promise.race([pictured, sleep(pictureMs, takenAt)]);
  return { child, shownAfterMs: Math.max(takenAt, picturedAt) - begun };
}

function folderOf(name: string): string {
  return join(session.folder, 'state', name.replaceAll(/\W+/g, '-'));
}

/** A line of the journal for each. */
function looksOf(name: string): number {
  const journal = join(folderOf(name), 'connection-check', 'journal.jsonl');
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 1 : 0;
}

/** The panel has taken an icon, or given it up; an icon has another picture. */
type Signal = 'StatusNotifierItemRegistered' | 'StatusNotifierItemUnregistered' | 'NewIcon';

interface Bus {
  /** When a signal of that name is next sent, in milliseconds since 1970. */
  readonly next: (signal: Signal) => Promise<number>;
}

/** Hears all that is said on the session bus: `sig SECONDS SERIAL SENDER DESTINATION PATH INTERFACE MEMBER`. */
async function watchBus({ start }: Session): Promise<Bus> {
  const lines = createInterface({ input: start('dbus-monitor', '--session', '--profile').stdout as Readable });
  const waiting = new Map<string, (at: number) => void>();
  lines.on('line', (line) => {
    const [type, seconds, , , , , , member = ''] = line.split('\t');
    if (type !== 'sig') return;
    waiting.get(member)?.(Number(seconds) * 1000);
    waiting.delete(member);
  });
  await new Promise((resolve) => lines.once('line', resolve));
  return { next: (signal) => new Promise((resolve) => waiting.set(signal, resolve)) };
}
