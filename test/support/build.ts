/** Bundles the program where a source is newer than the bundle, once, before the tests that start it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export function setup(): void {
  const sources = ['src', 'assets', 'build'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))),
  );
  const newest = Math.max(...[...sources, 'package.json'].map(changedAt));
  if (newest > changedAt('dist/main.js')) execFileSync(process.execPath, ['build/bundle.mjs'], { cwd: root });
}

/** Milliseconds; 0 for what is not there. */
function changedAt(path: string): number {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
