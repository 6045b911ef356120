/** Text that the network sent. It is shown to people, so it must not be able to pretend, hide or flood. */

const control = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Marks that reorder or hide text: bidirectional controls, zero-width characters, the byte order mark, surrogates. */
const deceptive = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Printable text of at most `limit` characters; control and formatting characters become a visible middle dot. */
export function printable(text: string, limit: number): string {
  const clipped = text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  return clipped.replace(control, '·').replace(deceptive, '·');
}

/** The named headers only, clipped. undici hands them over with lower-case names; repeated ones as an array. */
export function printableHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  names: readonly string[],
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) kept[name] = printable(Array.isArray(value) ? value.join(', ') : value, 1_024);
  }
  return kept;
}
