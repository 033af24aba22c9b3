import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asLocale, Formats } from './formats';

/** Formats of the language on screen; `zone` is the account's own day (Moscow, Tashkent), otherwise the machine's. */
export function useFormats(zone?: string): Formats {
  const { i18n } = useTranslation();
  return useMemo(() => new Formats(asLocale(i18n.language), zone), [i18n.language, zone]);
}
