/**
 * Markup that cannot be forged: what is written in a template is markup, what is put into it is text. There is no way
 * around it, so nothing that came from the network can become an element, an attribute or a link.
 */

class Fragment {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** Only `html` makes one. */
export type Html = Fragment;

type Value = Html | string | number | null | readonly Value[];

/** Composes fragments and escapes everything else, for element content and for attribute values in quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Fragment(
    parts.map((part, index) => part + (index < values.length ? markupOf(values[index]) : '')).join(''),
  );
}

function markupOf(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Fragment) return value.toString();
  if (typeof value === 'object') return value.map(markupOf).join('');
  return escaped(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Marks that reorder, hide or break text: controls, bidirectional and zero-width characters, line separators. */
const deceptive = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(deceptive, (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
