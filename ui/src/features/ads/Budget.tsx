import { useTranslation } from 'react-i18next';
import type { CampaignRow } from '../../bindings/types';
import { useFormats } from '../../lib/use-formats';

/** What a campaign may spend, as its marketplace counts it. */
export function Budget({ row }: { row: CampaignRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const told = (['day', 'week', 'left'] as const).flatMap((per) => {
    const sum = { day: row.budget_day, week: row.budget_week, left: row.left }[per];
    return sum ? [t(`ads.money.${per}`, { sum: formats.money(sum, 'auto') })] : [];
  });
  if (told.length === 0) return <span className="text-text-3">{t('ads.no_data')}</span>;
  return told.map((one) => <div key={one}>{one}</div>);
}
