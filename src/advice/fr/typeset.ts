const narrow = '\u202f';
const wide = '\u00a0';

/**
 * Canadian French spacing: the spaces beside punctuation do not break.
 * Source: Office québécois de la langue française, "Espacement avant et après les signes de ponctuation".
 */
export function space(text: string): string {
  return text
    .replaceAll(/ (?=[;!?»])/g, narrow)
    .replaceAll('« ', `«${narrow}`)
    .replaceAll(/ (?=:)/g, wide);
}

/** The same for the literal parts of a template; what is put in stays as it is, since it may come from the network. */
export function typeset(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts.map(space) }, ...values);
}
