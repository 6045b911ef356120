/** The only file that knows node-notifier. A notification is sent and forgotten: nothing depends on its arrival. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import NotifySend from 'node-notifier/notifiers/notifysend.js';
import WindowsToaster from 'node-notifier/notifiers/toaster.js';
import type { Standing } from '../advice/locale.ts';
import { shippedFile } from '../platform/desktop.ts';

export interface Notification {
  /** Notifications of one kind replace each other: of several within ten seconds, the first and the last are shown. */
  readonly kind: string;
  readonly standing: Standing;
  readonly title: string;
  readonly body: string;
}

export interface NotifierOptions {
  /** Holds <standing>-96.png. */
  readonly iconFolder: string;
  readonly onLog: (message: string) => void;
}

/** On Windows every toast keeps a process as long as it is shown. */
const gapMs = 10_000;
/** Of the Start menu's shortcut, which the installer makes. Without it, SnoreToast makes a shortcut of its own. */
const appID = 'ConnectionCheck';
/** SnoreToast gives up after 60 s (src/snoretoasts.cpp, EVENT_TIMEOUT). */
const answerTimeoutMs = 75_000;

/** Makes the function that shows notifications. It returns at once and never throws; problems go to the log. */
export function createNotifier(options: NotifierOptions): (notification: Notification) => void {
  /** By kind, while its ten seconds last: what is to be shown at their end. */
  const waiting = new Map<string, Notification | null>();

  function notify(notification: Notification): void {
    const { kind } = notification;
    if (waiting.has(kind)) {
      waiting.set(kind, notification);
      return;
    }
    waiting.set(kind, null);
    const gap = setTimeout(() => {
      const next = waiting.get(kind) ?? null;
      waiting.delete(kind);
      if (next !== null) notify(next);
    }, gapMs);
    gap.unref();
    try {
      show(notification, options);
    } catch (error) {
      options.onLog(`notification: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return notify;
}

function show(notification: Notification, options: NotifierOptions): void {
  const icon = join(options.iconFolder, `${notification.standing}-96.png`);
  const timer = setTimeout(() => options.onLog('notification: no answer from the desktop'), answerTimeoutMs);
  timer.unref();
  const done = (problem: unknown) => {
    clearTimeout(timer);
    // notify-send's warnings arrive here too, and an empty text when it had none.
    if (problem) options.onLog(`notification: ${problem instanceof Error ? problem.message : String(problem)}`);
  };
  const { title, message } = notificationText(notification, process.platform);
  if (process.platform === 'win32') {
    const customPath = shippedFile('snoretoast-x64.exe', 'node-notifier/vendor/snoreToast/snoretoast-x64.exe');
    // node-notifier reports a missing program as success.
    if (!existsSync(customPath)) done(new Error(`${customPath} is missing`));
    else new WindowsToaster({ customPath, withFallback: false }).notify({ title, message, icon, appID }, done);
  } else {
    // An option of notify-send that the package passes on and its types lack.
    const appName = { 'app-name': 'Connection Check' };
    new NotifySend().notify({ title, message, icon, ...appName }, done);
  }
}

/** The words as the platform's program wants them. */
export function notificationText(
  { title, body }: Pick<Notification, 'title' | 'body'>,
  platform: NodeJS.Platform,
): { title: string; message: string } {
  const words = { title: plain(title), message: plain(body) };
  if (platform === 'win32') return words;
  // The desktop reads markup in the body (Desktop Notifications Specification), and notify-send backslashes.
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\\': '\\\\' };
  const message = words.message.replace(/[&<>\\]/g, (character) => entities[character] ?? character);
  return { title: notOption(words.title), message: notOption(message) };
}

/** notify-send would take a leading hyphen for an option: a zero-width space hides it. */
function notOption(text: string): string {
  return text.startsWith('-') ? `\u200B${text}` : text;
}

function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').toWellFormed();
}
