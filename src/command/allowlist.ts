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
  const id = args.values.format ?? 'plain-text';
  const format = findFormat(id, locale.tag);
  if (format === null) throw new Problem(locale.problem.unknownFormat(id, alike(id, formats(locale.tag))));
  const purpose = choice(args, 'purpose', Purpose.options, locale);
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

const mostAlike = 5;

/** The formats whose ids and products share the most words with what was asked for. */
function alike(id: string, known: readonly Format[]): string[] {
  const asked = wordsOf(id);
  return known
    .map((format) => ({ id: format.id, shared: asked.intersection(wordsOf(`${format.id} ${format.product}`)).size }))
    .filter(({ shared }) => shared > 0)
    .toSorted((one, other) => other.shared - one.shared)
    .slice(0, mostAlike)
    .map((format) => format.id);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function line({ id, purposes, product }: Format): string {
  return `${id.padEnd(36)} ${purposes.join('+').padEnd(36)} ${product}\n`;
}
