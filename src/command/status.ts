import type { Command } from '../app/context.ts';
import { couldNotRun, exitCodes, styled } from '../app/exit.ts';
import { lastStored, type Stored } from '../app/journal.ts';
import { newestOfOthers } from '../app/others.ts';
import { otherUsers } from '../platform/folders.ts';
import { renderText } from '../present/text.ts';

/** A result is out of date when this many rounds should have replaced it. */
const intervals = 3;
/** Clocks are set a little back all the time. */
const clockStepMs = 60_000;

/**
 * The last stored result, of this user, or where theirs is missing or out of date, of whoever has the newest and lets
 * this one read it. Asks no network.
 */
export const run: Command = async ({ args, locale, settings, stateFolder, print, warn }) => {
  styled(0, args, locale);
  const ageMs = ({ result }: Stored) => Date.now() - Date.parse(result.checkedAt);
  const isOutdated = async (stored: Stored) => {
    const kept = args.values.config === undefined ? stored.intervalSeconds : null;
    const intervalSeconds = kept ?? (await settings()).intervalSeconds;
    return ageMs(stored) > intervals * intervalSeconds * 1000;
  };
  const stored = lastStored(stateFolder);
  // A clock that was wrong, and is right now, has dated it in the future: nothing tells how old it is.
  const own = stored !== null && ageMs(stored) > -clockStepMs ? stored : null;
  const other = own !== null && !(await isOutdated(own)) ? null : newestOfOthers(otherUsers());
  const ofAnotherUser = other !== null && (own === null || ageMs(other) < ageMs(own));
  const last = ofAnotherUser ? other : own;
  if (last === null) {
    warn(locale.page.noResult);
    return styled(couldNotRun, args, locale);
  }
  const { result } = last;
  if (args.switches.has('json')) {
    print(`${JSON.stringify({ ...result, ...(ofAnotherUser ? { ofAnotherUser } : {}) }, null, 2)}\n`);
  } else {
    print(renderText(result, locale));
    if (ofAnotherUser) print(`${locale.page.ofAnotherUser(ageMs(last))}\n`);
  }
  if (await isOutdated(last)) {
    warn(locale.page.outdated(ageMs(last)));
    return styled(couldNotRun, args, locale);
  }
  return styled(exitCodes[result.verdict], args, locale);
};
