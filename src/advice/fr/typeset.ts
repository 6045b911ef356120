const narrow = '\u202f';
const wide = '\u00a0';

/**
 * Canadian French spacing for the literal parts of a template; what is put in stays as it is, since it may come from
 * the network. Source: Office québécois de la langue française, "Espacement avant et après les signes de ponctuation".
 */
export function typeset(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const raw = parts.map((part) =>
    part
      .replaceAll(/ (?=[;!?»])/g, narrow)
      .replaceAll('« ', `«${narrow}`)
      .replaceAll(/ (?=:)/g, wide),
  );
  return String.raw({ raw }, ...values);
}
