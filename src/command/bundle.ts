import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleFiles, zipped } from '../app/bundle.ts';
import type { Command } from '../app/context.ts';
import { Problem } from '../app/problem.ts';
import { settingsFile } from '../platform/folders.ts';

/** Writes a zip for support, and says what is in it before. A level that is not known is the strict one. */
export const run: Command = async ({ args, locale, stateFolder, print }) => {
  const { out, redaction, config } = args.values;
  const level = redaction === undefined || redaction === 'default' ? 'default' : 'strict';
  const files = bundleFiles(stateFolder, config ?? settingsFile(), level, locale);
  print(`${locale.page.bundleContains(level)}\n`);
  for (const { name, text } of files) print(`  ${name.padEnd(16)} ${Math.ceil(text.length / 1024)} KB\n`);
  const file = out === undefined ? join(stateFolder, 'connection-check.zip') : resolve(out);
  try {
    writeFileSync(file, zipped(files), { mode: 0o600 });
  } catch (error) {
    throw new Problem(locale.problem.unwritable(file, (error as Error).message));
  }
  print(`${file}\n`);
  return 0;
};
