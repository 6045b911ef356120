import type { Command } from '../app/context.ts';
import { couldNotRun, exitCodes, styled } from '../app/exit.ts';
import { lastResult } from '../app/journal.ts';
import { renderText } from '../present/text.ts';

/** A result is out of date when this many rounds should have replaced it. */
const intervals = 3;

/** The last stored result. Asks no network. */
export const run: Command = async ({ args, locale, settings, stateFolder, print, warn }) => {
  styled(0, args, locale);
  const result = lastResult(stateFolder);
  if (result === null) {
    warn(locale.page.noResult);
    return styled(couldNotRun, args, locale);
  }
  print(args.switches.has('json') ? `${JSON.stringify(result, null, 2)}\n` : renderText(result, locale));
  const ageMs = Date.now() - Date.parse(result.checkedAt);
  if (ageMs > intervals * (await settings()).intervalSeconds * 1000) {
    warn(locale.page.outdated(ageMs));
    return styled(couldNotRun, args, locale);
  }
  return styled(exitCodes[result.verdict], args, locale);
};
