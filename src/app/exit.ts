import type { Locale } from '../advice/locale.ts';
import type { Verdict } from '../model/finding.ts';
import { type Arguments, choice } from './arguments.ts';

/** Monitoring Plugins guidelines: OK, WARNING, CRITICAL, UNKNOWN. */
export const exitCodes: { readonly [Name in Verdict]: number } = {
  clear: 0,
  impaired: 1,
  failing: 2,
  offline: 2,
  inconclusive: 3,
};

export const couldNotRun = 3;

/** Some agents (N-able N-sight) keep 1 to 999 for themselves: `--exit-style rmm` moves all but 0 above that. */
export function styled(code: number, args: Arguments, locale: Locale): number {
  const style = choice(args, 'exit-style', ['plugin', 'rmm'], locale);
  return style === 'rmm' && code !== 0 ? code + 1000 : code;
}
