/** dist/windows/app/: the program as it is installed. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appFolder, cache, programName, root } from './facts.mjs';
import { writeLicences } from './licences.mjs';
import { buildProgram } from './program.mjs';
import { dress } from './resources.mjs';
import { sign } from './sign.mjs';

const modules = join(root, 'node_modules');
const helper = 'traybin/tray_windows_release.exe';

/** @param sandboxModules {string[]} the files in dist/sandbox.cjs */
export async function buildApp(sandboxModules) {
  rmSync(appFolder, { recursive: true, force: true });
  const systray = readFileSync(join(modules, 'systray2', helper));
  const shipped = ship(helper, dress(systray, { description: programName, file: 'tray_windows_release.exe' }));
  ship('Connection Check.exe', dress(compileFront(), { description: programName, file: 'Connection Check.exe' }));
  const program = await buildProgram({ original: sha256(systray), shipped: sha256(shipped) });
  ship('connection-check.exe', program.bytes);
  cpSync(join(root, 'dist/sandbox.cjs'), join(appFolder, 'sandbox.cjs'));
  // Signed by KDE, and left as it is.
  const toaster = join(modules, 'node-notifier/vendor/snoreToast/snoretoast-x64.exe');
  cpSync(toaster, join(appFolder, 'snoretoast-x64.exe'));
  copyIcons();
  writeLicences([...program.modules, ...sandboxModules]);
}

/** @returns the file's bytes, with their signature */
function ship(name, bytes) {
  const file = join(appFolder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  sign(file);
  return readFileSync(file);
}

function compileFront() {
  const file = join(cache, 'front.exe');
  mkdirSync(cache, { recursive: true });
  const options = ['-std=c17', '-Wall', '-Wextra', '-Werror', '-Os', '-s', '-municode', '-mwindows'];
  const source = join(import.meta.dirname, 'front.c');
  execFileSync('x86_64-w64-mingw32-gcc', [...options, '-Wl,--no-insert-timestamp', '-o', file, source]);
  return readFileSync(file);
}

/** What the tray (.ico) and the notifications (96 pixels) show. */
function copyIcons() {
  const from = join(root, 'assets/icons');
  const to = join(appFolder, 'assets/icons');
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (/\.ico$|-96\.png$/.test(name)) cpSync(join(from, name), join(to, name));
  }
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
