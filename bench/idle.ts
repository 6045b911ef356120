/** What monitoring costs while nothing happens, beside a Node that does nothing at all. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { asUser, checkCommand } from '../test/lab/program.ts';
import { type OpenWorld, openWorld, settingsFile } from '../test/lab/world.ts';
import { rounded, table } from './numbers.ts';

const [node = '', main = ''] = checkCommand;

const programs = {
  watch: [node, main, 'watch', '--json', '--config', settingsFile],
  'bare node': [node, '-e', 'console.log(); setInterval(() => {}, 1e9)'],
};

/** Long after the first round, and after V8 has tidied up behind it. */
const settledMs = 10_000;
/** No round falls into it: they are five minutes apart. */
const watchedMs = 60_000;

interface Reading {
  /** Of all threads since they started. */
  readonly cpuMs: number;
  /** How often a thread gave up the processor by itself: it slept, and something woke it. */
  readonly wakeups: number;
  readonly residentKb: number;
  /** What this process alone holds in memory and has written to. */
  readonly privateDirtyKb: number;
}

export interface Idle {
  readonly watchedMs: number;
  readonly programs: readonly { readonly name: string; readonly settled: Reading; readonly later: Reading }[];
}

export async function idle(): Promise<Idle> {
  const open = await openWorld({});
  try {
    const started = await Promise.all(
      Object.entries(programs).map(async ([name, command]) => ({ name, pid: await start(open, command) })),
    );
    const readAll = () => Promise.all(started.map(({ pid }) => read(open, pid)));
    await sleep(settledMs);
    const settled = await readAll();
    await sleep(watchedMs);
    const later = await readAll();
    return {
      watchedMs,
      programs: started.map(({ name }, at) => ({ name, settled: only(settled[at]), later: only(later[at]) })),
    };
  } finally {
    await open.room.close();
  }
}

function only(reading: Reading | undefined): Reading {
  if (reading === undefined) throw new Error('A program was not read.');
  return reading;
}

/** Its process id, once it has printed its first line of its own: `watch` does so after its first round. */
async function start(open: OpenWorld, command: readonly string[]): Promise<number> {
  const child = open.room.start('client', asUser(open, ['sh', '-c', 'echo $$; exec "$@"', 'sh', ...command]));
  const complaint: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk));
  let said = '';
  while (said.split('\n').length < 3) {
    const [chunk] = await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
    if (!Buffer.isBuffer(chunk)) throw new Error(`${command.join(' ')} ended: ${Buffer.concat(complaint)}`);
    said += chunk;
  }
  return Number.parseInt(said, 10);
}

const reading = `
cd /proc/$0
cat task/*/schedstat | awk '{ ns += $1 } END { print ns / 1e6 }'
cat task/*/status | awk '/^voluntary_ctxt_switches/ { times += $2 } END { print times }'
awk '/^Rss:/ { print $2 }' smaps_rollup
awk '/^Private_Dirty:/ { print $2 }' smaps_rollup`;

async function read({ room }: OpenWorld, pid: number): Promise<Reading> {
  const lines = (await room.must('client', ['sh', '-ec', reading, String(pid)])).trim().split('\n').map(Number);
  const [cpuMs = Number.NaN, wakeups = Number.NaN, residentKb = Number.NaN, privateDirtyKb = Number.NaN] = lines;
  return { cpuMs, wakeups, residentKb, privateDirtyKb };
}

export function showIdle({ watchedMs, programs }: Idle): string {
  const mb = (kb: number) => rounded(kb / 1024);
  return [
    `IDLE: between two rounds, ${watchedMs / 1000} s of it; memory in MB at its start and at its end`,
    '',
    table([
      ['', 'CPU ms', 'wake-ups', 'private dirty', 'resident', 'CPU ms before'],
      ...programs.map(({ name, settled, later }) => [
        name,
        rounded(later.cpuMs - settled.cpuMs),
        String(later.wakeups - settled.wakeups),
        `${mb(settled.privateDirtyKb)}, ${mb(later.privateDirtyKb)}`,
        `${mb(settled.residentKb)}, ${mb(later.residentKb)}`,
        rounded(settled.cpuMs, 0),
      ]),
    ]),
    '',
    'CPU ms before: from its start to the first reading, with the first round in it.',
  ].join('\n');
}
