import { check, readPublicRoots, resultOf } from '../app/check.ts';
import type { Command, Context } from '../app/context.ts';
import { exitCodes, styled } from '../app/exit.ts';
import { readJournal, remember } from '../app/journal.ts';
import { readEvidence } from '../app/replay.ts';
import type { Result } from '../model/result.ts';
import type { Settings } from '../model/settings.ts';
import { renderText } from '../present/text.ts';

/** One thorough check now, or the diagnosis of saved evidence. */
export const run: Command = async (context) => {
  const { args, locale, print } = context;
  const styledCode = (code: number) => styled(code, args, locale);
  styledCode(0);
  const replay = args.values.replay;
  const result = replay === undefined ? await checkNow(context) : resultOf(readEvidence(replay, locale), locale);
  print(args.switches.has('json') ? `${JSON.stringify(result, null, 2)}\n` : renderText(result, locale));
  return styledCode(exitCodes[result.verdict]);
};

async function checkNow(context: Context): Promise<Result> {
  const { locale, signal, stateFolder } = context;
  const settings = await context.settings();
  const result = await check(
    settings,
    readPublicRoots(settings, locale),
    readJournal(stateFolder),
    'check',
    locale,
    signal,
  );
  signal.throwIfAborted();
  keep(result, settings, context);
  return result;
}

/** A state folder that cannot be written costs the history, and nothing else. */
export function keep(
  result: Result,
  { intervalSeconds }: Pick<Settings, 'intervalSeconds'>,
  { stateFolder, locale, warn }: Context,
): void {
  try {
    remember(stateFolder, result, intervalSeconds);
  } catch (error) {
    warn(locale.problem.stateFolder(stateFolder, (error as Error).message));
  }
}
