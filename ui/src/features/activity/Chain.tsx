import { ListChecks, ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import { useMay, useNow, useSession } from '../../backend/session';
import { Button } from '../../components/Button';
import { Tag } from '../../components/Tag';
import { useErrorText } from '../../lib/errors';
import { useFormats } from '../../lib/use-formats';

/** Whether the log is whole, and the button that checks it again here and now. */
export function Chain({ onOpen }: { onOpen: (id: number) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const error = useErrorText();
  const journal = useSession().data?.journal;
  const today = formats.date(new Date(useNow()).toISOString());
  const may = useMay('journal_verify');
  const verify = useWrite('journal_verify');
  const rows = verify.data?.rows ?? journal?.rows ?? 0;
  const at = verify.data?.checked_at ?? journal?.verified_at ?? null;
  const intact = verify.data?.intact ?? journal?.intact ?? null;
  const when = at && (formats.date(at) === today ? formats.date(at, 'time') : formats.date(at, 'date_time'));
  const bad = verify.data?.first_bad;
  return (
    <>
      <span role="status" className="flex min-w-0 flex-wrap items-center gap-2">
        {intact === null ? (
          <Tag icon={ShieldQuestion} className="h-6 px-[9px]">
            {t('nav.journal.unchecked')}
          </Tag>
        ) : (
          <Tag
            tone={intact ? 'ok' : 'bad'}
            icon={intact ? ShieldCheck : ShieldAlert}
            className="h-6 px-[9px]"
          >
            {t(intact ? 'activity.chain_whole' : 'activity.chain_broken', {
              count: rows,
              n: formats.number(rows),
              at: when ?? '—',
            })}
          </Tag>
        )}
        {bad !== null && bad !== undefined && (
          <button
            type="button"
            className="text-12 font-medium text-bad underline"
            onClick={() => onOpen(bad)}
          >
            {t('activity.first_bad', { n: formats.number(bad) })}
          </button>
        )}
        {verify.error && <span className="text-12 text-bad">{error(verify.error).title}</span>}
      </span>
      {may && (
        <Button
          size="s"
          className="ml-auto"
          busy={verify.isPending}
          icon={<ListChecks size={14} aria-hidden="true" />}
          onClick={() => verify.mutate({})}
        >
          {t('activity.verify')}
        </Button>
      )}
    </>
  );
}
