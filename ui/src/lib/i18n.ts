import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../bindings/types';
import en from '../locales/en.json';
import ru from '../locales/ru.json';
import uzCyrl from '../locales/uz-Cyrl.json';
import uzLatn from '../locales/uz-Latn.json';
import { asLocale } from './formats';

const HINT = 'sam.locale';

/** The four catalogues are part of the bundle: the app must open without a network and without a wait. */
export function startTexts(
  locale: Locale = asLocale(localStorage.getItem(HINT) ?? navigator.language),
): void {
  void i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    initAsync: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {
      'uz-Latn': { translation: uzLatn },
      'uz-Cyrl': { translation: uzCyrl },
      ru: { translation: ru },
      en: { translation: en },
    },
  });
  markDocument(locale);
}

export function applyLocale(locale: Locale): void {
  localStorage.setItem(HINT, locale);
  if (i18next.language !== locale) void i18next.changeLanguage(locale);
  markDocument(locale);
}

function markDocument(locale: Locale): void {
  document.documentElement.lang = locale;
}
