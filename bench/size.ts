/** How large the program is on disk, beside the Node that it runs on. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rounded, table } from './numbers.ts';

const root = join(import.meta.dirname, '..');
const windows = join(root, 'dist/windows');
const mostSetupMb = 27;

export interface Size {
  readonly what: string;
  readonly bytes: number;
}

/** Empty where the Windows program is not built. */
export function sizes(): readonly Size[] {
  if (!existsSync(join(windows, 'SHA256SUMS'))) return [];
  const made = (ending: string) => readdirSync(windows).find((name) => name.endsWith(ending)) ?? '';
  return [
    { what: `Setup (EXE), at most ${mostSetupMb}`, bytes: bytesIn(join(windows, made('.exe'))) },
    { what: 'MSI', bytes: bytesIn(join(windows, made('.msi'))) },
    { what: 'installed', bytes: bytesIn(join(windows, 'app')) },
    { what: '  its Node and the program in it', bytes: bytesIn(join(windows, 'app/connection-check.exe')) },
    { what: '  its tray helper', bytes: bytesIn(join(windows, 'app/traybin')) },
    { what: 'bare Node, for Linux', bytes: bytesIn(process.execPath) },
  ];
}

/** Of a file, or of all files in a folder. */
function bytesIn(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

export function showSizes(all: readonly Size[]): string {
  if (all.length === 0) return 'SIZE: the Windows program is not built: npm run package:windows';
  const rows = all.map(({ what, bytes }) => [what, rounded(bytes / 1e6)]);
  return ['SIZE: on Windows, MB (10^6 bytes)', '', table([['', 'MB'], ...rows])].join('\n');
}
