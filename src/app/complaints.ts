import en from 'zod/v4/locales/en.js';
import fr from 'zod/v4/locales/fr.js';
import type { Language } from '../model/settings.ts';

/** How zod says what is wrong with a value. Named one by one: its index brings fifty languages. */
export const complaints: { readonly [Tag in Language]: ReturnType<typeof en>['localeError'] } = {
  en: en().localeError,
  fr: fr().localeError,
};
