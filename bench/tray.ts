/** What the tray costs on a desktop, beside the least that a tray costs there, and a Node that does nothing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { codatHosts } from '../src/model/target.ts';
import { shippedHelper } from '../src/tray/helper.ts';
import { helperOf } from '../test/desktop/program.ts';
import { startService } from '../test/desktop/service.ts';
import { end, openSession, type Session, until } from '../test/desktop/session.ts';
import { rounded, type Spread, shown, spread, table } from './numbers.ts';
import { type Cost, costOf } from './processes.ts';

const root = join(import.meta.dirname, '..');
const icon = join(root, 'assets/icons/clear-48.png');

/** Long after the first round, and after V8 has tidied up behind it. */
const settledMs = 60_000;
const goal = { memoryMb: 45, cpuPercent: 0.1 };

export interface Tray {
  readonly toIconMs: Readonly<Record<'program' | 'bare tray', Spread>>;
  readonly minutes: number;
  readonly idle: readonly { readonly name: string; readonly settled: Cost; readonly later: Cost }[];
}

/** @param rounds how often each is started; @param minutes how long they are watched, the rounds of checks among them */
export async function tray(rounds: number, minutes: number, say: (line: string) => void): Promise<Tray> {
  const session = await openSession();
  const service = await startService(session.folder, codatHosts);
  try {
    await session.startPanel();
    const settings = join(session.folder, 'settings.json');
    writeFileSync(settings, JSON.stringify(service.settings));
    const programs = {
      program: [join(root, 'dist/main.js'), '--config', settings],
      'bare tray': [join(import.meta.dirname, 'baretray.mjs'), shippedHelper()?.file ?? '', icon],
      'bare node': ['-e', 'setInterval(() => {}, 1e9)'],
    };
    const start = (name: keyof typeof programs) =>
      spawn('/usr/bin/setpriv', ['--pdeathsig', 'TERM', process.execPath, ...programs[name]], {
        env: session.env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });

    const taken: Record<'program' | 'bare tray', number[]> = { program: [], 'bare tray': [] };
    for (let round = 0; round < rounds; round++)
      for (const name of ['program', 'bare tray'] as const)
        taken[name].push(await timeToIcon(session, () => start(name)));

    const running = Object.keys(programs).map((name) => ({ name, child: start(name as keyof typeof programs) }));
    await until(() => existsSync(join(session.folder, 'state/connection-check/last.json')) || fail('no result yet'));
    const pids = await until(() =>
      running.map(({ name, child }) => ({ name, pids: family(child, name !== 'bare node') })),
    );
    await sleep(settledMs);
    const readAll = () => pids.map((each) => ({ name: each.name, cost: costOf(each.pids) }));
    const settled = readAll();
    say(`tray: watched for ${minutes} minutes`);
    await sleep(minutes * 60_000);
    const later = readAll();
    for (const { child } of running) await end(child);
    return {
      toIconMs: { program: spread(taken.program), 'bare tray': spread(taken['bare tray']) },
      minutes,
      idle: settled.map(({ name, cost }, at) => ({ name, settled: cost, later: later[at]?.cost ?? fail(name) })),
    };
  } finally {
    service.close();
    await session.close();
  }
}

/** From the start of a process until the desktop's panel has announced its icon. */
async function timeToIcon(session: Session, start: () => ChildProcess): Promise<number> {
  const monitor = session.start('gdbus', 'monitor', '--session', '--dest', 'org.kde.StatusNotifierWatcher');
  const said = (words: string) =>
    new Promise<void>((resolve) => {
      let text = '';
      (monitor.stdout as Readable).on('data', (chunk) => {
        text += chunk;
        if (text.includes(words)) resolve();
      });
    });
  await said('is owned by');
  const announced = said('StatusNotifierItemRegistered');
  const begun = performance.now();
  const child = start();
  await announced;
  const tookMs = performance.now() - begun;
  await end(child);
  await end(monitor);
  return tookMs;
}

function family({ pid }: ChildProcess, hasHelper: boolean): number[] {
  const helper = helperOf(pid);
  if (pid === undefined || (hasHelper && helper === null)) fail('no helper is running');
  return [pid as number, ...(helper === null ? [] : [helper])];
}

function fail(why: string): never {
  throw new Error(why);
}

export function showTray({ toIconMs, minutes, idle }: Tray): string {
  const mb = (kb: number) => rounded(kb / 1024);
  const percent = (cpuMs: number) => rounded((cpuMs / (minutes * 60_000)) * 100, 3);
  return [
    'START TO ICON: ms until the panel has announced the icon (min to max)',
    '',
    table([['', 'ms'], ...Object.entries(toIconMs).map(([name, ms]) => [name, shown(ms, 0)])]),
    '',
    `IDLE: ${minutes} minutes, the usual rounds among them; program and helper together, MB at the start and at the end`,
    `goals for the program: private dirty under ${goal.memoryMb}, CPU under ${goal.cpuPercent} %`,
    '',
    table([
      ['', 'private dirty', 'private clean', 'resident', 'CPU %', 'wake-ups a minute', 'CPU ms before'],
      ...idle.map(({ name, settled, later }) => [
        name,
        ...(['privateDirtyKb', 'privateCleanKb', 'residentKb'] as const).map(
          (part) => `${mb(settled[part])}, ${mb(later[part])}`,
        ),
        percent(later.cpuMs - settled.cpuMs),
        rounded((later.wakeups - settled.wakeups) / minutes, 0),
        rounded(settled.cpuMs, 0),
      ]),
    ]),
    '',
    'CPU ms before: from the start to the first reading, with the first round in it.',
  ].join('\n');
}
