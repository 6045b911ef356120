import type { Locale } from '../advice/locale.ts';
import type { Words } from '../model/result.ts';

/** Each remedy once: the same words again would have to be compared to see that they are the same. */
export function withRemediesOnce<Told extends Words>(findings: readonly Told[], { page }: Locale): Told[] {
  return findings.map((finding, place) => {
    const first = findings.findIndex(({ remedy }) => remedy === finding.remedy);
    return first < place ? { ...finding, remedy: page.asAlready } : finding;
  });
}
