import { check, readPublicRoots } from '../app/check.ts';
import type { Command } from '../app/context.ts';
import { readJournal } from '../app/journal.ts';
import { monitor } from '../app/monitor.ts';
import { tidy } from '../app/tidy.ts';
import { watchChanges } from '../platform/changes.ts';
import { renderLine } from '../present/text.ts';
import { keep } from './check.ts';

/** Monitors in the terminal until Ctrl-C. */
export const run: Command = async (context) => {
  const { args, locale, signal, print, stateFolder } = context;
  const settings = await context.settings();
  const roots = readPublicRoots(settings, locale);
  const json = args.switches.has('json');
  if (!json) print(`${locale.page.watching(settings.intervalSeconds)}\n`);
  const { changed, finished } = monitor(
    {
      intervalMs: settings.intervalSeconds * 1000,
      look: (depth, over) => check(settings, roots, readJournal(stateFolder), depth, locale, over),
      onLooking: () => {},
      onResult: (result) => {
        keep(result, settings, context);
        print(json ? `${JSON.stringify(result)}\n` : renderLine(result, locale));
        tidy();
      },
    },
    signal,
  );
  watchChanges(changed, signal);
  await finished;
  return 0;
};
