import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type Opening = { readonly opened: true } | { readonly opened: false; readonly reason: string };

/** Some systems keep xdg-open running for as long as the program that it started. */
const patienceMs = 5_000;

/** Opens a file or folder, by absolute path, in the program that the desktop has chosen for it. Never rejects. */
export async function openPath(path: string): Promise<Opening> {
  const windows = process.platform === 'win32';
  const file = windows ? join(process.env.SystemRoot ?? 'C:\\Windows', 'explorer.exe') : 'xdg-open';
  const reason = await start(file, path, windows).catch((error: Error) => error.message);
  return reason === null ? { opened: true } : { opened: false, reason: `${file}: ${reason}` };
}

/** null when the file is being opened, else why it is not. */
function start(file: string, path: string, windows: boolean): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(file, [path], { stdio: 'ignore', detached: !windows });
    child.unref();
    const patience = setTimeout(() => resolve(null), patienceMs);
    patience.unref();
    const end = (reason: string | null) => {
      clearTimeout(patience);
      resolve(reason);
    };
    child.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ENOENT' ? 'not installed' : error.message));
    // explorer.exe ends with 1 although it has opened the file.
    child.on('exit', (code, signal) => end(windows || code === 0 ? null : `ended by ${signal ?? `exit code ${code}`}`));
  });
}
