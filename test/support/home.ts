/** A home of its own for a program or a journal, which goes when the test is over. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Home extends Disposable {
  readonly folder: string;
  /** Where the program keeps its journal. */
  readonly state: string;
  /** Writes a file and gives its path. */
  readonly write: (name: string, content: string | Uint8Array | object) => string;
}

export function makeHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'connection-check-'));
  return {
    folder,
    state: join(folder, 'state', 'connection-check'),
    write(name, content) {
      const path = join(folder, name);
      const raw = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(path, raw ? content : JSON.stringify(content));
      return path;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
