/** A desktop without a screen: X server, session bus, and, where wanted, a panel and a notification service. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { missing } from './requirements.ts';

export interface Session {
  /** For the programs that shall run in it. */
  readonly env: NodeJS.ProcessEnv;
  /** A fresh folder; its `config`, `state` and `home` are where programs keep their files. */
  readonly folder: string;
  /** Runs a command to its end and returns what it printed. */
  readonly run: (command: string, ...args: string[]) => string;
  readonly start: (command: string, ...args: string[]) => ChildProcess;
  readonly startPanel: () => Promise<ChildProcess>;
  readonly close: () => Promise<void>;
}

export async function openSession(): Promise<Session> {
  const lacking = missing();
  if (lacking.length > 0) throw new Error(`the desktop tests need ${lacking.join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'desktop-'));
  const runtime = join(folder, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  for (const name of ['config', 'state', 'home', 'data', 'cache', 'temporary']) mkdirSync(join(folder, name));
  cpSync(join(import.meta.dirname, 'config'), join(folder, 'config'), { recursive: true });
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    LC_ALL: 'C.UTF-8',
    HOME: join(folder, 'home'),
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    TMPDIR: join(folder, 'temporary'),
    // No accessibility bus, which would only add warnings.
    NO_AT_BRIDGE: '1',
  };
  const children: ChildProcess[] = [];

  function start(command: string, ...args: string[]): ChildProcess {
    // Whatever ends this process, the session ends with it.
    const child = spawn('/usr/bin/setpriv', ['--pdeathsig', 'KILL', command, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.push(child);
    return child;
  }

  async function close(): Promise<void> {
    for (const child of children.reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  function run(command: string, ...args: string[]): string {
    return execFileSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 15_000 });
  }

  async function startPanel(): Promise<ChildProcess> {
    const panel = start('xfce4-panel', '--disable-wm-check');
    await until(() => hasOwner(run, 'org.kde.StatusNotifierWatcher'));
    return panel;
  }

  const xServer = start('Xvfb', '-displayfd', '1', '-wr', '-screen', '0', '1024x768x24', '-nolisten', 'tcp');
  env.DISPLAY = `:${await firstLine(xServer)}`;
  const bus = start('dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address=1');
  env.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus);
  start('dunst', '-conf', join(import.meta.dirname, 'dunstrc'));
  await until(() => hasOwner(run, 'org.freedesktop.Notifications'));
  return { env, folder, run, start, startPanel, close };
}

/** Waits until a statement about the world holds, and gives what it gives. */
export async function until<Value>(statement: () => Value, withinMs = 20_000): Promise<Value> {
  for (const deadline = performance.now() + withinMs; ; await sleep(50)) {
    try {
      return statement();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

/** Asks a child to end, and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  const deadline = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(deadline);
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout as Readable }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)));
  });
}

function hasOwner(run: Session['run'], name: string): void {
  const bus = ['-d', 'org.freedesktop.DBus', '-o', '/org/freedesktop/DBus'];
  const answer = run('gdbus', 'call', '--session', ...bus, '-m', 'org.freedesktop.DBus.NameHasOwner', name);
  if (!answer.includes('true')) throw new Error(`${name} is not on the bus`);
}
