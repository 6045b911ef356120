import type { Diagnosis, Finding, FindingCode, FindingOf } from '../model/finding.ts';
import { Severity } from '../model/finding.ts';
import type { Words } from '../model/result.ts';
import type { Locale } from './locale.ts';

/** Findings with their words, those that stop the connector first. */
export function advise({ findings }: Diagnosis, locale: Locale): (Finding & Words)[] {
  const rank = ({ severity }: Finding) => Severity.options.indexOf(severity);
  return findings
    .toSorted((one, other) => rank(one) - rank(other))
    .map((finding) => ({ ...finding, ...wordsFor(finding, locale) }));
}

/** The one cast of the house: TypeScript cannot see that a finding's code picks the function made for it. */
function wordsFor<Code extends FindingCode>(finding: FindingOf<Code>, locale: Locale): Words {
  const say = locale.finding[finding.code as Code] as (finding: FindingOf<Code>) => Words;
  return say(finding);
}
