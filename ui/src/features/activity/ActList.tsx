import { Activity } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import { Button } from '../../components/Button';
import { More } from '../../components/More';
import { EmptyState, ErrorState, Skeleton } from '../../components/States';
import { useFormats } from '../../lib/use-formats';
import { ActItem } from './ActItem';
import { byDay } from './days';
import type { Acts } from './use-acts';

const DAY_MS = 86_400_000;

/** The acts, newest first, day by day. */
export function ActList({ acts, may }: { acts: Acts; may: boolean }) {
  const { t } = useTranslation();
  const { pages, rows } = acts;
  const named = useDayName();
  const days = byDay(rows, named);
  return (
    <section
      className="@container min-h-0 min-w-0 overflow-y-auto"
      data-keys="rows"
      aria-label={t('nav.activity')}
      aria-busy={pages.isFetching}
    >
      {pages.error && <ErrorState failure={pages.error as never} onRetry={() => void pages.refetch()} />}
      {!pages.data && !pages.error && <Skeleton rows={12} className="px-5 py-4" />}
      {pages.data && rows.length === 0 && <Nothing acts={acts} />}
      {days.map((day, i) => (
        <section key={day.key}>
          <h2 className="flex items-baseline gap-[10px] px-5 pb-[6px] pt-[13px] text-12 font-semibold phone:px-4">
            {day.key}
            {/* The last day shown may have more rows on the next page: its count is not known yet. */}
            {!(pages.hasNextPage && i === days.length - 1) && (
              <span className="font-normal text-text-3">
                {t('activity.entries', { count: day.rows.length })}
              </span>
            )}
          </h2>
          <ul className="m-0 list-none p-0">
            {day.rows.map((row, place) => (
              <ActItem
                key={row.id}
                row={row}
                first={place === 0}
                last={place === day.rows.length - 1}
                open={row.id === acts.open}
                onOpen={() => acts.show(row.id, { push: acts.open === null })}
                onUndo={may && row.undo === 'possible' ? () => acts.undo(row.id) : undefined}
              />
            ))}
          </ul>
        </section>
      ))}
      <More pages={pages} />
    </section>
  );
}

/** `Today, 22 Nov`, `Yesterday, 21 Nov`, `Thursday, 19 Nov`. */
function useDayName(): (iso: string) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const today = formats.date(new Date(now).toISOString(), 'full_date');
  const yesterday = formats.date(new Date(now - DAY_MS).toISOString(), 'full_date');
  return (iso) => {
    const day = formats.date(iso, 'full_date');
    if (day === today) return `${t('common.today')}, ${formats.date(iso)}`;
    if (day === yesterday) return `${t('common.yesterday')}, ${formats.date(iso)}`;
    const weekday = formats.date(iso, 'weekday');
    return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}, ${formats.date(iso)}`;
  };
}

function Nothing({ acts }: { acts: Acts }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={Activity}
      className="px-5"
      title={t(acts.filtered ? 'activity.nothing_found' : 'overview.no_acts')}
      action={
        acts.filtered && (
          <Button size="s" onClick={acts.clear}>
            {t('answers.clear_filters')}
          </Button>
        )
      }
    >
      {t(acts.filtered ? 'activity.nothing_found_why' : 'overview.no_acts_why')}
    </EmptyState>
  );
}
