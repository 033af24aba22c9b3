import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asLocale, Formats } from './formats';
import { useZone } from './zone';

/** Formats of the language on screen. Times are the shops' own (Moscow, Tashkent), wherever the machine stands; `zone` names another one. */
export function useFormats(named?: string): Formats {
  const { i18n } = useTranslation();
  const own = useZone();
  const zone = named ?? own;
  return useMemo(() => new Formats(asLocale(i18n.language), zone), [i18n.language, zone]);
}
