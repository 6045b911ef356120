/** What is downloaded and what is installed. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { changedAt, newestSource } from '../build/changed.mjs';
import { readNodeExe } from '../build/windows/node.mjs';
import program from '../package.json' with { type: 'json' };
import { built } from '../test/windows/requirements.ts';
import type { Electron } from './electron.ts';
import { megabytes, table } from './numbers.ts';
import { sum } from './processes.ts';

export interface Sizes {
  /** Whether it was built from what is here now. */
  readonly isCurrent: boolean;
  readonly setupBytes: number;
  /** By what is measured; what is inside something is indented more than that. */
  readonly otherBytes: Readonly<Record<string, number>>;
}

const setup = `ConnectionCheckSetup-${program.version}.exe`;
const msi = `ConnectionCheck-${program.version}.msi`;

/** Of the Windows package; null where it has not been built. */
export function sizes(electron: Electron | null): Sizes | null {
  if (!existsSync(join(built, 'SHA256SUMS'))) return null;
  const app = join(built, 'app');
  return {
    isCurrent: changedAt('dist/windows/SHA256SUMS') > newestSource(),
    setupBytes: bytesOf(join(built, setup)),
    otherBytes: {
      [msi]: bytesOf(join(built, msi)),
      'as installed': bytesOf(app),
      '  connection-check.exe': bytesOf(join(app, 'connection-check.exe')),
      '    node.exe': readNodeExe().length,
      '  tray helper': bytesOf(join(app, 'traybin')),
      ...(electron === null ? {} : { 'bare Electron, for Linux, as installed': bytesOf(electron.folder) }),
    },
  };
}

/** Of a file, or of all files in a folder. */
function bytesOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return sum(readdirSync(path).map((name) => bytesOf(join(path, name))));
}

export function showSizes(sizes: Sizes | null): string {
  if (sizes === null) return 'SIZE: the Windows package is not built: SIGN_TEST=1 npm run package:windows';
  const rows = Object.entries({ [setup]: sizes.setupBytes, ...sizes.otherBytes });
  return [
    `SIZE: files${sizes.isCurrent ? '' : ', built before the newest source'}`,
    '',
    table([['', 'bytes', 'MB'], ...rows.map(([name, bytes]) => [name, String(bytes), megabytes(bytes)])]),
  ].join('\n');
}
