/** A fresh Windows, as far as Wine is one, that nothing outlives: see room.sh. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { until as untilWithin } from '../desktop/session.ts';
import { built } from './requirements.ts';

export const roomScript = join(import.meta.dirname, 'room.sh');

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
}

export interface Windows {
  /** Runs a shell command inside; what is shared is /shared, which Wine sees as Z:\shared. */
  readonly run: (command: string) => Ended;
  /** The same, and throws where it fails. */
  readonly must: (command: string) => string;
  /** Starts a shell command that runs until it ends, or Windows does. */
  readonly start: (command: string) => ChildProcess;
  readonly photograph: (file: string) => void;
  readonly pixels: (part: string) => Buffer;
  readonly press: (...words: string[]) => void;
  readonly close: () => Promise<void>;
}

/** Without a network, and with a screen of 1280 by 800 on which Wine shows its taskbar's notification area. */
export async function openWindows(shared: string = built): Promise<Windows> {
  const screen = ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'];
  const display = spawn('setpriv', ['--pdeathsig', 'KILL', 'Xvfb', ...screen], { stdio: ['ignore', 'pipe', 'ignore'] });
  const env = { PATH: process.env.PATH, DISPLAY: `:${await firstLine(display)}` };
  const holding = ['--net', roomScript, 'enter', shared, 'sh', '-c', 'echo ready; exec cat'];
  const holder = spawn('unshare', holding, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  await firstLine(holder);
  const inside = (command: string) => ['again', String(holder.pid), 'sh', '-c', command];

  const run = (command: string): Ended => {
    const { status, stdout } = spawnSync(roomScript, inside(command), {
      env,
      encoding: 'utf8',
      // Wine's own remarks go to stderr; none of them is about the program.
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 200_000,
    });
    return { exitCode: status, stdout };
  };
  const start = (command: string) => spawn(roomScript, inside(command), { env, stdio: 'ignore' });
  start('wine explorer /desktop=shell,1280x800');

  return {
    run,
    start,
    must: (command) => {
      const { exitCode, stdout } = run(command);
      if (exitCode !== 0) throw new Error(`${command}: exit ${exitCode}: ${stdout}`);
      return stdout;
    },
    photograph: (file) => execFileSync('import', ['-window', 'root', file], { env }),
    pixels: (part) =>
      execFileSync('import', ['-silent', '-window', 'root', '-crop', part, '-depth', '8', 'rgb:-'], { env }),
    press: (...words) => {
      execFileSync('xdotool', words, { env });
    },
    close: async () => {
      const ended = once(holder, 'exit');
      holder.stdin.end();
      await ended;
      display.kill();
    },
  };
}

/** Waits for what Wine does; on a machine that is busy with something else, it takes its time. */
export const until = <Value>(statement: () => Value): Promise<Value> => untilWithin(statement, 120_000);

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout as Readable }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)));
  });
}
