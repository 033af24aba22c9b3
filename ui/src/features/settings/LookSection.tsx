import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings, Theme } from '../../bindings/types';
import { Segmented } from '../../components/Segmented';
import { SelectField } from '../../components/Select';
import { LOCALES } from '../../lib/formats';
import { applyLocale } from '../../lib/i18n';
import { LANGUAGE_NAMES } from '../../lib/languages';
import { applyTheme } from '../../lib/theme';
import { Section } from './Section';

type Props = { settings: Settings; may: boolean; set: (change: Partial<Settings>) => void };

/** Language and theme: anybody may choose them for this window; the owner's choice is kept. */
export function LookSection({ settings, may, set }: Props) {
  const { t, i18n } = useTranslation();
  const [own, setOwn] = useState(settings.theme);
  const theme = (next: Theme) => {
    applyTheme(next);
    setOwn(next);
    if (may) set({ theme: next });
  };
  const language = (next: Settings['locale']) => {
    applyLocale(next);
    if (may) set({ locale: next });
  };
  return (
    <Section title={t('settings.look')} about={may ? undefined : t('settings.look_here')}>
      <SelectField
        className="max-w-[300px]"
        label={t('settings.language')}
        value={LOCALES.find((one) => one === i18n.language) ?? settings.locale}
        options={LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={language}
      />
      <div>
        <div className="mb-[5px] font-medium" aria-hidden="true">
          {t('settings.theme')}
        </div>
        <Segmented
          label={t('settings.theme')}
          value={may ? settings.theme : own}
          onChange={theme}
          segments={[
            {
              value: 'system',
              label: t('settings.theme_system'),
              icon: <Monitor size={14} aria-hidden="true" />,
            },
            { value: 'light', label: t('settings.theme_light'), icon: <Sun size={14} aria-hidden="true" /> },
            { value: 'dark', label: t('settings.theme_dark'), icon: <Moon size={14} aria-hidden="true" /> },
          ]}
        />
      </div>
    </Section>
  );
}
