import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../backend/query';
import { useMay } from '../backend/session';
import type { Locale, Session } from '../bindings/types';
import { Select } from '../components/Select';
import { asLocale, LOCALES } from '../lib/formats';
import { applyLocale } from '../lib/i18n';
import { LANGUAGE_NAMES } from '../lib/languages';

/** Changes the language on screen at once, and in the settings where one may. */
export function LanguagePicker({ session }: { session: Session }) {
  const { t, i18n } = useTranslation();
  const save = useWrite('settings_set');
  const may = useMay('settings_set');
  const choose = (locale: Locale) => {
    applyLocale(locale);
    if (may && (session.locale !== locale || !session.locale_chosen)) save.mutate({ locale });
  };
  return (
    <Select
      label={t('settings.language')}
      value={asLocale(i18n.language)}
      options={LOCALES.map((value) => ({
        value,
        label: LANGUAGE_NAMES[value],
        icon: <Languages size={14} aria-hidden="true" />,
      }))}
      onChange={choose}
      className="border-transparent bg-transparent px-0 dark:bg-transparent"
    />
  );
}
