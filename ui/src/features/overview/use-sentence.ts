import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import type { Overview, Period, Tile } from '../../bindings/types';
import { useFormats } from '../../lib/use-formats';

/** The day in one plain sentence: how the sales go, then what waits and until when. */
export function useSentence(): (overview: Overview, period: Period) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = new Date(useNow()).toISOString();
  return (overview, period) => {
    const revenue = overview.tiles.find((tile) => tile.key === 'revenue');
    const next = nearest(overview);
    const waiting = overview.waiting_total;
    const waits =
      waiting === 0
        ? t('overview.waits_none')
        : next && next <= now
          ? t('overview.waits_late', { count: waiting })
          : next
            ? t('overview.waits_until', { count: waiting, at: formats.deadline(next, now) })
            : t('overview.waits', { count: waiting });
    return `${sales(revenue, period)} ${waits}`;
  };

  function sales(tile: Tile | undefined, period: Period): string {
    if (!tile || tile.values.length === 0)
      return t(tile?.previous.length ? 'overview.sales_zero' : 'overview.sales_none');
    const delta = tile.delta_percent;
    if (delta === null) return t(`overview.sales_first.${period}`);
    const currency = tile.values.length > 1 ? tile.values[0]?.money?.currency : undefined;
    const what = currency
      ? t('overview.revenue_in', { unit: formats.unit(currency) })
      : t('overview.revenue');
    if (delta === 0) return t('overview.sales_same', { what });
    return t(delta > 0 ? 'overview.sales_up' : 'overview.sales_down', {
      what,
      size: formats.percent(Math.abs(delta)),
      base: t(`overview.base.${period}`),
    });
  }
}

function nearest({ waiting }: Overview): string | null {
  const times = waiting.flatMap((row) => row.deadline ?? row.due_at ?? []);
  return times.sort()[0] ?? null;
}
