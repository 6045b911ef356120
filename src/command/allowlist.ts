import { hostname } from 'node:os';
import { type Format, findFormat, formats, Purpose, purposesFor } from '../advice/allowlist.ts';
import { renderSnippet, renderUndo } from '../advice/snippet.ts';
import { choice } from '../app/arguments.ts';
import type { Command } from '../app/context.ts';
import { lastResult } from '../app/journal.ts';
import { Problem } from '../app/problem.ts';

/** Prints a snippet for what the last result calls for, or for the purpose that was named. Notes on it go to stderr. */
export const run: Command = async ({ args, locale, settings, stateFolder, print, remark }) => {
  if (args.switches.has('list')) {
    print(formats(locale.tag).map(line).join(''));
    return 0;
  }
  const id =
    choice(args, 'format', ['plain-text', ...formats(locale.tag).map((format) => format.id)], locale) ?? 'plain-text';
  const purpose = choice(args, 'purpose', Purpose.options, locale);
  const format = findFormat(id, locale.tag) as Format;
  const needed = purpose === null ? purposesFor(lastResult(stateFolder)?.findings ?? []) : [purpose];
  const served = format.purposes.filter((each) => needed.includes(each));
  if (purpose !== null && served.length === 0) {
    throw new Problem(locale.problem.badChoice('--purpose', purpose, format.purposes));
  }
  const options = {
    hosts: (await settings()).hosts,
    // A format that was asked for by its name is wanted, whatever was found.
    purposes: served.length > 0 ? served : format.purposes,
    language: locale.tag,
    placeholders: { computer: hostname() },
  };
  print(`${renderSnippet(id, options)}\n`);
  if (format.kind !== 'text') remark(locale.page.snippetNotes(format, renderUndo(id, options)));
  return 0;
};

function line({ id, purposes, product }: Format): string {
  return `${id.padEnd(36)} ${purposes.join('+').padEnd(36)} ${product}\n`;
}
