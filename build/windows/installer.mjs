/** ConnectionCheckSetup-<version>.exe, by NSIS (setup.nsi). */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  appFolder,
  appId,
  cache,
  licence,
  output,
  programName,
  root,
  sourceDate,
  upgradeCode,
  version,
} from './facts.mjs';
import { sign } from './sign.mjs';

/** @returns {string} the file */
export function buildInstaller() {
  const setup = join(output, `ConnectionCheckSetup-${version}.exe`);
  const files = join(cache, 'files.nsh');
  writeFileSync(files, deletions().join('\n'));
  const defines = {
    NAME: programName,
    VERSION: version,
    APP: appFolder,
    APP_ID: appId,
    UPGRADE_CODE: `{${upgradeCode}}`,
    SIZE: Math.ceil(installed().reduce((sum, { size }) => sum + size, 0) / 1024),
    OUTPUT: setup,
    ICON: join(root, 'assets/icons/clear.ico'),
    LICENCE: licence,
    FILES: files,
    SIGN: `"${process.execPath}" "${join(import.meta.dirname, 'sign.mjs')}"`,
  };
  const options = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
  execFileSync('makensis', ['-V2', '-WX', ...options, join(import.meta.dirname, 'setup.nsi')], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(sourceDate) },
    stdio: 'inherit',
  });
  sign(setup);
  return setup;
}

/** The uninstaller deletes what was installed, name by name, and no folder with what else may be in it. */
function deletions() {
  const entries = installed().map(({ path, folder }) => ({ path: path.replaceAll('/', '\\'), folder }));
  const files = entries.filter(({ folder }) => !folder).map(({ path }) => `Delete "$INSTDIR\\${path}"`);
  // The inner ones first.
  const folders = entries.filter(({ folder }) => folder).map(({ path }) => `RMDir "$INSTDIR\\${path}"`);
  return [...files, ...folders.toReversed(), ...traces().map((path) => `Delete "${path}"`)];
}

/** Parents before what is in them. */
function installed() {
  const paths = readdirSync(appFolder, { recursive: true }).toSorted();
  return paths.map((path) => {
    const stat = statSync(join(appFolder, path));
    return { path, folder: stat.isDirectory(), size: stat.isDirectory() ? 0 : stat.size };
  });
}

/** The tray helper keeps a copy of every icon that it has shown (getlantern/systray 1.1.0, systray_windows.go). */
function traces() {
  const icons = installed().filter(({ path }) => path.endsWith('.ico'));
  return icons.map(({ path }) => {
    const hash = createHash('md5').update(readFileSync(join(appFolder, path)));
    return `$TEMP\\systray_temp_icon_${hash.digest('hex')}`;
  });
}
