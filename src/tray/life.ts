import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HelperProcess } from './helper.ts';
import { type IconName, iconNames, type Menu } from './menu.ts';
import { changeLines, type Drawing, draw, exitLine, firstLine, readMessage } from './message.ts';

const readyTimeoutMs = 8_000;
const exitTimeoutMs = 3_000;

/** One run of the helper. */
export interface Life {
  readonly child: HelperProcess;
  readonly icons: Icons;
  /** What it shows; null until it is ready. */
  drawing: Drawing | null;
  /** It was told to end. */
  retired: boolean;
}

export interface Ending {
  /** For how long it was ready; null if it never was. */
  readonly upMs: number | null;
  readonly retired: boolean;
  readonly reason: string;
}

export interface Events {
  /** The helper is up: what it shall show. */
  readonly onReady: () => Menu;
  readonly onClick: (key: string) => void;
  readonly onLog: (message: string) => void;
}

/** Lives with the helper until its end. Never rejects. */
export function follow(life: Life, events: Events): Promise<Ending> {
  const { child } = life;
  return new Promise((resolve) => {
    let readyAt: number | null = null;
    let cause: string | null = null;
    let stderr = '';
    const kill = (why: string) => {
      cause = why;
      child.kill('SIGKILL');
    };
    const deadline = setTimeout(() => kill(`the helper was not ready within ${readyTimeoutMs} ms`), readyTimeoutMs);
    const end = (fate: string) => {
      clearTimeout(deadline);
      const lastWords = stderr.trim().split('\n').at(-1)?.trim();
      const upMs = readyAt === null ? null : performance.now() - readyAt;
      const reason = `the helper ended (${fate})${lastWords ? `: ${lastWords}` : ''}`;
      resolve({ upMs, retired: life.retired, reason: cause ?? reason });
    };
    // Without a listener, writing to a helper that has just died would end this process.
    child.stdin.on('error', () => {});
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(signal ?? `exit code ${code}`));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4096);
      // Said on Windows, after "ready", when the taskbar does not exist yet (getlantern/systray 1.1.0, systray_windows.go).
      const failed = /Unable to (init instance|create menu).*/.exec(stderr);
      if (failed !== null) kill(`the helper found no taskbar: ${failed[0].trim()}`);
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = readMessage(line);
      if (message === null) {
        events.onLog(`tray: the helper said ${JSON.stringify(line.slice(0, 200))}`);
      } else if (message.type === 'clicked') {
        const key = life.drawing?.keys.get(message.__id);
        if (key !== undefined && !life.retired) events.onClick(key);
      } else if (readyAt === null) {
        clearTimeout(deadline);
        readyAt = performance.now();
        life.drawing = draw(events.onReady(), process.platform);
        send(life, firstLine(life.drawing, life.icons[life.drawing.icon]));
      }
    });
  });
}

/** Changes what is shown, or retires a helper that cannot show it: the next one will. */
export function update(life: Life, menu: Menu): void {
  if (life.drawing === null || life.retired) return;
  const drawing = draw(menu, process.platform);
  if (drawing.skeleton !== life.drawing.skeleton) {
    retire(life);
    return;
  }
  for (const line of changeLines(life.drawing, drawing, life.icons[drawing.icon])) send(life, line);
  life.drawing = drawing;
}

/** Asks the helper to end, so that it takes its icon away: on Windows a killed one leaves it in the taskbar. */
export function retire(life: Life): void {
  if (life.retired) return;
  life.retired = true;
  if (life.drawing === null) {
    life.child.kill('SIGKILL');
    return;
  }
  send(life, exitLine);
  const deadline = setTimeout(() => life.child.kill('SIGKILL'), exitTimeoutMs);
  life.child.on('close', () => clearTimeout(deadline));
}

function send(life: Life, line: string): void {
  if (life.child.stdin.writable) life.child.stdin.write(`${line}\n`);
}

export type Icons = Readonly<Record<IconName, string>>;

/** As base64: an ICO file on Windows, PNG elsewhere. The helper ends itself over an icon that is not there. */
export async function readIcons(folder: string): Promise<Icons> {
  const ending = process.platform === 'win32' ? '.ico' : '-48.png';
  const read = async (name: IconName) => [name, await readFile(join(folder, name + ending), 'base64')] as const;
  return Object.fromEntries(await Promise.all(iconNames.map(read))) as Icons;
}
