/**
 * Makes a checkout ready, and is quick where it is ready already: installs packages where package-lock.json has changed
 * since, and with --build bundles the program where a source is newer than the bundle. Runs under whatever Node there is.
 * Not `npm ci`: that refuses a lock file which was written where a package for another platform could not be had.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { changedAt, newestSource } from './changed.mjs';

const root = join(import.meta.dirname, '..');

if (changedAt('package-lock.json') > changedAt('node_modules/.package-lock.json')) run('npm', ['install', '--no-save']);
if (process.argv.includes('--build') && newestSource() > changedAt('dist/main.js'))
  run('npm', ['run', 'build', '--silent']);

/** What it prints goes to stderr: stdout belongs to the program that runs next. */
function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
