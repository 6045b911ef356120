import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isSea } from 'node:sea';

/** Where the program's own files lie: beside the single executable, else in its package. */
export function programFolder(): string {
  return isSea() ? dirname(process.execPath) : packageFolder(import.meta.dirname);
}

/** The bundle and the sources lie at different depths of the package. */
function packageFolder(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageFolder(dirname(folder));
}

/**
 * The absolute path of a file that ships with the program: beside it when packed, else where npm put it. Neither the
 * current directory nor PATH is looked at, where anyone may have left a file of that name.
 */
export function shippedFile(name: string, packagePath: string): string {
  const beside = join(programFolder(), name);
  if (isSea() || existsSync(beside)) return beside;
  try {
    return createRequire(import.meta.url).resolve(packagePath);
  } catch {
    return beside;
  }
}
