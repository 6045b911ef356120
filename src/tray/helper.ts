/**
 * The only file that knows systray2. We use the helper program which that package brings, and speak its protocol
 * ourselves: the package's own code looks for the helper in the current directory first, does not start it again, and
 * lets what the helper prints end this process (github.com/felixhao28/node-systray, index.ts of 2.1.4).
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { shippedFile } from '../platform/desktop.ts';

/** A program that shows an icon and its menu. It is started only if it is the very file that we know. */
export interface Helper {
  readonly file: string;
  readonly sha256: string;
}

export type HelperProcess = ChildProcessWithoutNullStreams;

/** The helpers of systray2 2.1.4, which has none for other processors than x86-64. */
const known: Partial<Record<NodeJS.Platform, { name: string; sha256: string }>> = {
  linux: {
    name: 'tray_linux_release',
    sha256: 'f61eee19036c0af93e2bb0e5b9fff0bd413469aff5ea1261b8fcfe9e2c027c04',
  },
  win32: {
    name: 'tray_windows_release.exe',
    sha256: 'ae61c63ece1392fc64abbfbd40de782f5b2a7b7d83e93f8b640a20395ae6e8a0',
  },
};

/** The helper for this platform; null where there is none. */
export function shippedHelper(): Helper | null {
  const helper = known[process.platform];
  if (helper === undefined) return null;
  const { name, sha256 } = helper;
  return { file: shippedFile(join('traybin', name), `systray2/traybin/${name}`), sha256 };
}

/** Throws, with the reason, where the helper must not or cannot be started. */
export async function prepareHelper({ file, sha256 }: Helper): Promise<void> {
  const found = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (found !== sha256) throw new Error(`${file} is not the helper that belongs to this program`);
  // npm unpacks the helper without the right to run it. Windows has no such right.
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o111) === 0) await chmod(file, 0o755);
}

export function spawnHelper({ file }: Helper): HelperProcess {
  return spawn(file, [], { cwd: dirname(file), windowsHide: true, stdio: 'pipe' });
}
