/** What the Wine room and the building of the Windows program need of the machine. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { changedAt, newestSource } from '../../build/changed.mjs';
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

const room = process.env.CONNECTION_CHECK_WINE ?? '/var/cache/connection-check-wine';
export const built = join(import.meta.dirname, '../../dist/windows');

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
    ...(changedAt('dist/windows/SHA256SUMS') > newestSource()
      ? []
      : ['Windows needs its program, built from what is here now: SIGN_TEST=1 npm run package:windows']),
  ];
}
