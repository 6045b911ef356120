import type { Language, Settings } from '../model/settings.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Locale } from './locale.ts';

export const locales: { readonly [Tag in Language]: Locale } = { en, fr };

/** A language, for readers whose IT is known. */
export function localeFor(language: Language, { name, email, url }: Settings['itContact']): Locale {
  const known = [name, email, url].filter((part) => part !== null);
  return known.length === 0 ? locales[language] : { ...locales[language], itContact: known.join(', ') };
}
