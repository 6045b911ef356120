/** The only file that knows electron-log. */
import { join } from 'node:path';
import electronLog from 'electron-log/node.js';
import { stateFolder } from '../platform/folders.ts';

/** The log that "Open log" opens. */
export function logFile(): string {
  return join(stateFolder(), 'logs', 'main.log');
}

/** One line a message: line breaks would forge entries, and the first argument is a format. */
export function log(level: 'info' | 'warn' | 'error', message: string): void {
  configure();
  electronLog[level]('%s', message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '));
}

let configured = false;

function configure(): void {
  if (configured) return;
  configured = true;
  const { file, console } = electronLog.transports;
  // Without a name, electron-log looks for a package.json, and in an installed program finds none and writes nothing.
  file.setAppName('Connection Check');
  file.resolvePathFn = logFile;
  file.writeOptions = { ...file.writeOptions, mode: 0o600 };
  // stdout belongs to the command. A log that cannot be written would else be told of on stderr, with a stack.
  console.level = false;
  console.writeFn = () => {};
}
