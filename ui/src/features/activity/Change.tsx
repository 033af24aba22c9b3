import { CircleCheck, CircleHelp, CircleX, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import type { ActivityDetail } from '../../bindings/types';
import { useDiff } from '../../components/Diff';
import { useSaid } from '../../components/said';
import { Status } from '../../components/Tag';
import { toldMoney } from '../../lib/amounts';
import { useFormats } from '../../lib/use-formats';
import { isChange } from './changes';

/** What was there, what came, and what the marketplace shows now: read back, not assumed. */
export function Change({ detail }: { detail: ActivityDetail }) {
  const { t } = useTranslation();
  const said = useSaid();
  const { now, row } = detail;
  const before = detail.before === null ? null : said(detail.before);
  const after = detail.after === null ? null : said(detail.after);
  const diff = useDiff(before ?? '', after ?? '');
  if (before === null && after === null && now.read_at === null) return null;
  // A sum is read as a whole: its figures are no words to compare.
  const both = before !== null && after !== null && !toldMoney(detail.after ?? '');
  return (
    <dl className="m-0 divide-y divide-line overflow-hidden rounded-m border border-line">
      {before !== null && <Line name={t('activity.before')}>{both ? diff.before : before}</Line>}
      {before === null && after !== null && (
        <Line name={t('activity.before')}>
          <span className="text-text-3">{isChange(row.act) ? '—' : t('activity.was_empty')}</span>
        </Line>
      )}
      {after !== null && <Line name={t('activity.after')}>{both ? diff.after : after}</Line>}
      {(now.read_at !== null || now.matches !== null) && (
        <Line name={t('activity.now')}>
          {row.undo === 'done' ? (
            <Status icon={Undo2}>{t('activity.outcome.undone')}</Status>
          ) : (
            <Now now={now} />
          )}
        </Line>
      )}
    </dl>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[72px_minmax(0,1fr)]">
      <dt className="border-r border-line bg-page px-[10px] py-[9px] text-12 text-text-3">{name}</dt>
      <dd className="m-0 min-w-0 whitespace-pre-wrap break-words px-3 py-[9px]">{children}</dd>
    </div>
  );
}

function Now({ now }: { now: ActivityDetail['now'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const today = formats.date(new Date(useNow()).toISOString(), 'full_date');
  const [tone, icon, key] =
    now.matches === true
      ? (['ok', CircleCheck, 'matches'] as const)
      : now.matches === false
        ? (['bad', CircleX, 'differs'] as const)
        : (['neutral', CircleHelp, 'not_read'] as const);
  const at = now.read_at;
  const when = at && formats.date(at, formats.date(at, 'full_date') === today ? 'time' : 'date_time');
  return (
    <>
      <Status tone={tone} icon={icon}>
        {t(`activity.${key}`)}
      </Status>
      {when && <span className="fig ml-2 text-12 text-text-3">{t('activity.read_at', { at: when })}</span>}
      {now.matches === false && (
        <div className="mt-1">
          {now.text ?? <span className="text-text-3">{t('activity.was_empty')}</span>}
        </div>
      )}
    </>
  );
}
