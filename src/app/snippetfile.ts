import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps a snippet where it can be mailed from. @returns the file @throws the file system's error */
export function saveSnippet(folder: string, id: string, snippet: string): string {
  const file = join(folder, `${id}.txt`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${snippet}\n`);
  return file;
}
