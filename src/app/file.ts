import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Puts `text` in the place of a file, whole or not at all, also when the power fails in between. It belongs to its owner
 * alone, as does the folder where that has to be made.
 * @throws the file system's error
 */
export function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, file);
  } catch (error) {
    // Half a draft would stay behind after every run on a full disk.
    rmSync(draft, { force: true });
    throw error;
  }
}
