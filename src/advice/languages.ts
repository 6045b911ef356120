import type { Language } from '../model/settings.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Locale } from './locale.ts';

export const locales: { readonly [Tag in Language]: Locale } = { en, fr };
