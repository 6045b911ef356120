/** Which snippets the menu offers, and what it calls them. */
import { findFormat, purposesFor, suggestedFormats } from '../advice/allowlist.ts';
import type { Locale } from '../advice/locale.ts';
import type { Finding } from '../model/finding.ts';

export interface SnippetChoice {
  /** Of the format. */
  readonly id: string;
  readonly title: string;
}

/** The menu keeps as many places, of which there is always enough to fill: eight products are common. */
const places = 8;

/**
 * Best first: those of the product that was found, then the common ones. The letter and the list of names, which end the
 * suggestions, have places of their own.
 */
export function snippetChoices(findings: readonly Finding[], locale: Locale): readonly SnippetChoice[] {
  const purposes = purposesFor(findings);
  const formats = suggestedFormats(findings)
    .slice(0, -2)
    .flatMap((id) => findFormat(id, locale.tag) ?? []);
  const choices = formats.map(({ id, product, purposes: served }) => {
    const alone = formats.filter((other) => other.product === product).length === 1;
    const purpose = served.find((each) => purposes.includes(each));
    return { id, title: alone || purpose === undefined ? product : `${product} – ${locale.menu.purpose[purpose]}` };
  });
  // Two that read the same would be a riddle; the better one comes first.
  const distinct = choices.filter(({ title }, at) => choices.findIndex((other) => other.title === title) === at);
  return distinct.slice(0, places);
}
