import { useTranslation } from 'react-i18next';
import type { Settings } from '../../bindings/types';
import { Switch } from '../../components/Switch';
import { typedWhole } from '../../lib/amounts';
import { SavedText } from './SavedText';
import { Section } from './Section';

type Props = { settings: Settings; set: (change: Partial<Settings>) => void };

/** Notifications, the window and the threshold of the stock alert. For the owner only. */
export function AppSection({ settings, set }: Props) {
  const { t } = useTranslation();
  const { notifications } = settings;
  return (
    <Section title={t('settings.app')}>
      <div className="grid gap-1">
        <Switch
          label={t('settings.notify_stock')}
          checked={notifications.stock}
          onChange={(stock) => set({ notifications: { ...notifications, stock } })}
        />
        <Switch
          label={t('settings.notify_approval')}
          checked={notifications.approval}
          onChange={(approval) => set({ notifications: { ...notifications, approval } })}
        />
        <Switch
          label={t('settings.minimised')}
          checked={settings.start_minimised}
          onChange={(start_minimised) => set({ start_minimised })}
        />
        <Switch
          label={t('settings.tray')}
          hint={t('settings.tray_hint')}
          checked={settings.close_to_tray}
          onChange={(close_to_tray) => set({ close_to_tray })}
        />
        <Switch
          label={t('settings.updates')}
          hint={t('settings.updates_hint')}
          checked={settings.updates}
          onChange={(updates) => set({ updates })}
        />
      </div>
      <SavedText
        className="max-w-[300px]"
        label={t('settings.stock_days')}
        hint={t('settings.stock_days_hint')}
        unit={t('settings.days')}
        numeric
        value={String(settings.stock_days)}
        check={(text) =>
          typedWhole(text, 1, 90) === null ? t('settings.whole', { least: 1, most: 90 }) : undefined
        }
        onSave={(text) => set({ stock_days: Number(text) })}
      />
    </Section>
  );
}
