/** Files that the program writes for people: to read, or to send to IT. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Writes a file where it can be opened and mailed from: in the state folder or, where that does not work, among the
 * temporary files, in a folder that nobody else can have made.
 * @param name may begin with a folder
 * @returns the file @throws the file system's error
 */
export function saveHandout(stateFolder: string, name: string, write: (file: string) => void): string {
  try {
    return save(join(stateFolder, name), write);
  } catch {
    return save(join(mkdtempSync(join(tmpdir(), 'connection-check-')), name), write);
  }
}

function save(file: string, write: (file: string) => void): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    write(file);
  } catch (error) {
    // Half of a text is worse than none.
    rmSync(file, { force: true });
    throw error;
  }
  return file;
}

/** For Notepad and its like, which know a text by the mark at its beginning, and by the ends of its lines. */
export function writeText(file: string, text: string): void {
  const shown = process.platform === 'win32' ? `\uFEFF${text.replace(/\r?\n/g, '\r\n')}` : text;
  writeFileSync(file, shown, { mode: 0o600 });
}
