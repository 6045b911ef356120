/** The built program, started as a person would start it, with a home of its own and without a desktop. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
if (!existsSync(main)) throw new Error(`${main} is missing: npm run build`);

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcessWithoutNullStreams;
  readonly said: () => string;
  readonly ended: Promise<Ended>;
}

/** @param node the Node to run it with */
export function start(
  home: Home,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  node = process.execPath,
): Started {
  const child = spawn(node, [main, ...words], {
    cwd: home.folder,
    // A group of its own, so that what it leaves behind can be seen.
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: home.folder,
      XDG_STATE_HOME: join(home.folder, 'state'),
      XDG_CONFIG_HOME: join(home.folder, 'config'),
      LANG: 'C',
      ...env,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  child.stdin.end();
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }));
  return { process: child, said: () => stdout, ended };
}

export async function run(home: Home, words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return start(home, words, env).ended;
}

/** Whether anything of the process group still runs. */
export function isGone(child: ChildProcessWithoutNullStreams): boolean {
  try {
    process.kill(-(child.pid ?? 0), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
