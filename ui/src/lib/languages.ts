import type { Locale } from '../bindings/types';

/** Each language by its own name, so that it is found by those who read no other. */
export const LANGUAGE_NAMES: Record<Locale, string> = {
  'uz-Latn': 'Oʻzbekcha',
  'uz-Cyrl': 'Ўзбекча',
  ru: 'Русский',
  en: 'English',
};
