import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { shippedHelper } from '../../src/tray/helper.ts';

/** Commands of the desktop tests, by the Debian package that has them. */
const commands: Readonly<Record<string, readonly string[]>> = {
  xvfb: ['Xvfb'],
  dbus: ['dbus-daemon'],
  'libglib2.0-bin': ['gdbus', 'gio'],
  'xfce4-panel': ['xfce4-panel'],
  dunst: ['dunst', 'dunstctl'],
  'libnotify-bin': ['notify-send'],
  xclip: ['xclip'],
  xdotool: ['xdotool'],
  imagemagick: ['import', 'convert'],
  openssl: ['openssl'],
  'util-linux': ['prlimit', 'setpriv'],
  'xdg-utils': ['xdg-open', 'xdg-mime'],
};

/** Libraries of the tray helper, likewise. */
const libraries: Readonly<Record<string, string>> = {
  'libappindicator3.so.1': 'libayatana-appindicator3-1',
  'libgtk-3.so.0': 'libgtk-3-0',
};

/** What the desktop tests need and this machine lacks, each with the Debian package that brings it. */
export function missing(): string[] {
  if (process.platform !== 'linux' || process.arch !== 'x64') return ['Linux on x86-64'];
  return [
    ...Object.entries(commands).flatMap(([debian, names]) =>
      names.filter((name) => !installed(name)).map((name) => `${name} (apt install ${debian})`),
    ),
    ...missingLibraries().map((name) => `${name} (apt install ${libraries[name] ?? 'libgtk-3-0'})`),
  ];
}

function installed(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function missingLibraries(): string[] {
  const listing = execFileSync('ldd', [shippedHelper()?.file ?? ''], { encoding: 'utf8' });
  return [...listing.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}
