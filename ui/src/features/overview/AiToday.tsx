import { Link } from '@tanstack/react-router';
import { Activity, ChevronRight, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../backend/session';
import type { ActivityRow } from '../../bindings/types';
import { OUTCOME_LOOK } from '../../components/acts';
import { Card } from '../../components/Card';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { EmptyState } from '../../components/States';
import { Status } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';

const SHOWN = 6;

/** The colleague's log, newest first; each line opens its proof. */
export function AiToday({ rows }: { rows: readonly ActivityRow[] }) {
  const { t } = useTranslation();
  const counts = useSession().data?.counts;
  return (
    <Card
      flush
      title={t('nav.ai_today')}
      note={counts && t('overview.acts', { count: counts.activity_today })}
      aside={
        <Link
          to="/activity"
          className="inline-flex items-center gap-[3px] font-medium no-underline hover:underline phone:min-h-11"
        >
          {t('nav.short.activity')}
          <ChevronRight size={12} strokeWidth={2} aria-hidden="true" />
        </Link>
      }
    >
      {rows.length === 0 ? (
        <EmptyState icon={Activity} title={t('overview.no_acts')}>
          {t('overview.no_acts_why')}
        </EmptyState>
      ) : (
        <ul className="m-0 mt-2 list-none divide-y divide-line border-t border-line p-0">
          {rows.slice(0, SHOWN).map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ row }: { row: ActivityRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { tone, icon } = OUTCOME_LOOK[row.outcome];
  return (
    <li>
      <Link
        to="/activity"
        search={{ id: row.id } as never}
        className="grid grid-cols-[36px_16px_minmax(0,1fr)_auto] items-center gap-2 px-[14px] py-[7px] text-text no-underline outline-offset-[-2px] hover:bg-hover phone:min-h-11"
      >
        <span className="tnum text-12 text-text-3">{formats.date(row.at, 'time')}</span>
        {row.marketplace ? <MarketplaceMark id={row.marketplace} /> : <span />}
        <span className="cut">
          {t([`act.${row.act}`, row.act])} <span className="text-text-2">{row.subject}</span>
        </span>
        {row.undo === 'possible' ? (
          <span className="text-text-2" title={t('overview.can_undo')}>
            <Undo2 size={14} aria-label={t('overview.can_undo')} />
          </span>
        ) : (
          <Status tone={tone} icon={icon} className="text-12 font-normal">
            {t(`activity.outcome.${row.outcome}`)}
          </Status>
        )}
      </Link>
    </li>
  );
}
