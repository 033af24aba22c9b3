import { useTranslation } from 'react-i18next';
import type { Settings } from '../../bindings/types';
import { Segmented } from '../../components/Segmented';
import { SavedText } from './SavedText';
import { Fixed, Section } from './Section';

const TONES: readonly Settings['tone'][] = ['warm', 'neutral', 'formal'];
type Props = { settings: Settings; may: boolean; set: (change: Partial<Settings>) => void };

/** How answers sound and who signs them. */
export function VoiceSection({ settings, may, set }: Props) {
  const { t } = useTranslation();
  if (!may) {
    return (
      <Section title={t('settings.voice')}>
        <Fixed label={t('settings.partner')}>{settings.partner_name}</Fixed>
        <Fixed label={t('settings.signature')}>{settings.signature || '—'}</Fixed>
        <Fixed label={t('settings.tone')}>{t(`settings.tone_${settings.tone}`)}</Fixed>
      </Section>
    );
  }
  return (
    <Section title={t('settings.voice')} about={t('settings.voice_about')}>
      <SavedText
        className="max-w-[420px]"
        label={t('settings.partner')}
        value={settings.partner_name}
        check={(text) => (text ? undefined : t('settings.empty'))}
        onSave={(partner_name) => set({ partner_name })}
      />
      <SavedText
        className="max-w-[420px]"
        label={t('settings.signature')}
        hint={t('settings.signature_hint')}
        value={settings.signature}
        onSave={(signature) => set({ signature })}
      />
      <div>
        <div className="mb-[5px] font-medium" aria-hidden="true">
          {t('settings.tone')}
        </div>
        <Segmented
          label={t('settings.tone')}
          value={settings.tone}
          onChange={(tone) => set({ tone })}
          segments={TONES.map((value) => ({ value, label: t(`settings.tone_${value}`) }))}
        />
      </div>
    </Section>
  );
}
