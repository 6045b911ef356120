import type { Locale } from '../advice/locale.ts';
import type { Words } from '../model/result.ts';

/** What to do about each, said once: the same words again would have to be compared to see that they are the same. */
export function remediesOf(findings: readonly Words[], { page }: Locale): string[] {
  return findings.map(({ remedy }, place) => {
    const first = findings.findIndex((finding) => finding.remedy === remedy);
    return first < place ? page.asAlready : remedy;
  });
}
