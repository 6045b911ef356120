/** What the Wine room and the building of the Windows program need of the machine. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { missing as missingInLab } from '../lab/requirements.ts';

/** A file that each Debian package brings. */
const packages: Readonly<Record<string, string>> = {
  nsis: '/usr/bin/makensis',
  wixl: '/usr/bin/wixl',
  msitools: '/usr/bin/msibuild',
  'gcc-mingw-w64-x86-64-win32': '/usr/bin/x86_64-w64-mingw32-gcc',
  osslsigncode: '/usr/bin/osslsigncode',
  mmdebstrap: '/usr/bin/mmdebstrap',
  xvfb: '/usr/bin/Xvfb',
  xdotool: '/usr/bin/xdotool',
  imagemagick: '/usr/bin/import',
};

const root = join(import.meta.dirname, '../..');
const room = process.env.CONNECTION_CHECK_WINE ?? '/var/cache/connection-check-wine';
export const built = join(root, 'dist/windows');

/** One sentence for each thing that is missing, with the way to get it. */
export function missing(): string[] {
  const lab = missingInLab();
  const absent = Object.keys(packages).filter((name) => !existsSync(packages[name] ?? ''));
  return [
    ...lab,
    ...(absent.length === 0
      ? []
      : [`Windows needs Debian packages: apt-get install --no-install-recommends ${absent.join(' ')}`]),
    ...(existsSync(join(room, '.ready'))
      ? []
      : ['Windows needs its room, which takes minutes: test/windows/room.sh setup']),
    ...(changedAt(join(built, 'SHA256SUMS')) > newestSource()
      ? []
      : ['Windows needs its program, built from what is here now: SIGN_TEST=1 npm run package:windows']),
  ];
}

function newestSource(): number {
  const sources = ['src', 'assets', 'build'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))),
  );
  return Math.max(...[...sources, 'package.json'].map((name) => changedAt(join(root, name))));
}

/** Milliseconds; 0 for what is not there. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
