import type { Command } from '../app/context.ts';
import { Problem } from '../app/problem.ts';
import type { FindingCode } from '../model/finding.ts';

/** What a finding means, and what to do. */
export const run: Command = async ({ args, locale, print }) => {
  const codes = Object.keys(locale.explain) as FindingCode[];
  if (args.argument === null) throw new Problem(locale.problem.missingCode(codes));
  const code = codes.find((known) => known === args.argument);
  if (code === undefined) throw new Problem(locale.problem.unknownCode(args.argument, codes));
  print(`${locale.explain[code]}\n`);
  return 0;
};
