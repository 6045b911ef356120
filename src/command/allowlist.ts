import { formats, type Purpose, Purpose as Purposes, purposesFor } from '../advice/allowlist.ts';
import { renderSnippet, renderUndo } from '../advice/snippet.ts';
import { choice } from '../app/arguments.ts';
import type { Command } from '../app/context.ts';
import { lastResult } from '../app/journal.ts';
import { Problem } from '../app/problem.ts';

/** Prints a snippet: for the findings of the last result, or for the purpose that was named. */
export const run: Command = async ({ args, locale, settings, stateFolder, print }) => {
  const ids = ['plain-text', ...formats().map(({ id }) => id)];
  if (args.switches.has('list')) {
    print(formats().map(line).join(''));
    return 0;
  }
  const id = choice(args, 'format', ids, locale) ?? 'plain-text';
  const purpose = choice(args, 'purpose', Purposes.options, locale);
  const purposes: readonly Purpose[] =
    purpose === null ? purposesFor(lastResult(stateFolder)?.findings ?? []) : [purpose];
  const options = { hosts: settings().hosts, purposes, language: locale.tag };
  const snippet = renderSnippet(id, options);
  if (snippet === null) {
    const serves = formats().find((format) => format.id === id)?.purposes ?? [];
    throw new Problem(locale.problem.badChoice('--purpose', purposes.join(', '), serves));
  }
  print(`${snippet}\n`);
  const undo = renderUndo(id, options);
  if (undo !== null) print(`\n${undo}\n`);
  return 0;
};

function line({ id, purposes, product }: ReturnType<typeof formats>[number]): string {
  return `${id.padEnd(36)} ${purposes.join('+').padEnd(36)} ${product}\n`;
}
