/** When files were changed, in milliseconds. Runs under whatever Node there is. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * 0 for what is not there.
 * @param {string} path from the root of the checkout
 * @returns {number}
 */
export function changedAt(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * The newest of all that the program is made of.
 * @returns {number}
 */
export function newestSource() {
  const sources = ['src', 'assets', 'build'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))),
  );
  return Math.max(...[...sources, 'package.json', 'package-lock.json'].map(changedAt));
}
