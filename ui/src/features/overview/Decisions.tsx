import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowUpRight, CheckCheck, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFresh, passOn, rowKey, useAhead, useDecisions } from '../../backend/decisions';
import { useMay, useNow } from '../../backend/session';
import type { AnswerRow } from '../../bindings/types';
import { hushApproved, useSayApproved } from '../../components/approved';
import { Button, IconButton } from '../../components/Button';
import { Card } from '../../components/Card';
import { Kbd } from '../../components/Kbd';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { RejectDialog } from '../../components/RejectDialog';
import { EmptyState } from '../../components/States';
import { Tag } from '../../components/Tag';
import { say } from '../../components/Toast';
import { cx } from '../../lib/cx';
import { secondsUntil, urgencyOf } from '../../lib/due';
import { useErrorText } from '../../lib/errors';
import { useKeys } from '../../lib/keys';
import { stepIn } from '../../lib/steps';
import { useFormats } from '../../lib/use-formats';
import { DraftPreview } from './DraftPreview';

const SHOWN = 4;
const INK = {
  over: 'text-bad font-medium',
  urgent: 'text-bad font-medium',
  soon: 'text-warn font-medium',
  calm: 'text-text-3',
};

/** What waits for a person, decided in place: A approves the draft that is shown, E opens it for editing, R asks for a reason. */
export function Decisions({ rows, total: count }: { rows: readonly AnswerRow[]; total: number }) {
  const { t } = useTranslation();
  const shown = rows.slice(0, SHOWN);
  const may = useMay('answer_approve');
  const desk = useDesk(shown, may);
  const { chosen, failure } = desk;
  return (
    <Card
      flush
      className="flex h-full flex-col overflow-hidden"
      title={
        <span className="inline-flex items-center gap-2">
          {t('overview.decisions')}
          {count > 0 && <Tag tone="accent">{count}</Tag>}
        </span>
      }
      aside={
        <Link
          to="/decisions"
          className="inline-flex items-center gap-[3px] font-medium no-underline hover:underline phone:min-h-11"
        >
          {t('overview.all')}
          <ChevronRight size={12} strokeWidth={2} aria-hidden="true" />
        </Link>
      }
    >
      <ul data-keys="rows" className="m-0 mt-[9px] list-none divide-y divide-line border-t border-line p-0">
        {shown.map((row) => (
          <Decision key={rowKey(row)} row={row} chosen={row === chosen} may={may} desk={desk} />
        ))}
      </ul>
      {shown.length === 0 && (
        <EmptyState icon={CheckCheck} title={t('overview.no_decisions')}>
          {t('overview.no_decisions_why')}
        </EmptyState>
      )}
      {chosen && may && (
        <DraftPreview
          key={rowKey(chosen)}
          draft={desk.ahead.get(rowKey(chosen))?.draft ?? null}
          onWhole={() => desk.setWhole(rowKey(chosen))}
        />
      )}
      {failure && (
        <p role="alert" className="m-0 px-[14px] py-2 text-12 text-bad">
          {failure}
        </p>
      )}
      {may && shown.length > 0 && (
        <div
          className="mt-auto flex items-center gap-1 border-t border-line px-[14px] py-2 text-12 text-text-3 phone:hidden"
          aria-hidden="true"
        >
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd>
          <span className="mr-2">{t('overview.choose')}</span>
          <Kbd>E</Kbd>
          <span className="mr-2">{t('answers.edit')}</span>
          <Kbd>R</Kbd>
          <span className="cut">{t('answers.reject')}</span>
        </div>
      )}
      <RejectDialog
        open={desk.rejecting !== null}
        busy={desk.reject.isPending}
        failure={desk.reject.error}
        onClose={() => desk.setRejecting(null)}
        onReject={desk.doReject}
      />
    </Card>
  );
}

type Desk = ReturnType<typeof useDesk>;

function useDesk(rows: readonly AnswerRow[], may: boolean) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const error = useErrorText();
  const sayApproved = useSayApproved();
  const ahead = useAhead(rows, may);
  const { approve, reject, cancel } = useDecisions();
  const [named, setNamed] = useState<string | null>(null);
  const [rejecting, setRejecting] = useState<number | null>(null);
  /** The row whose draft was in sight to its end. */
  const [whole, setWhole] = useState<string | null>(null);
  const keys = rows.map(rowKey);
  const chosen = rows.find((row) => rowKey(row) === named) ?? rows[0];
  const detail = chosen && ahead.get(rowKey(chosen));
  const decidable = detail?.can.approve === true && whole === rowKey(detail.row);

  const open = (row: AnswerRow | undefined, edit?: 1) =>
    row &&
    void navigate({
      to: row.kind === 'review' ? '/reviews' : '/questions',
      search: { queue: 'waiting', id: row.id, edit },
    } as never);
  const takeBack = (draft: number) =>
    cancel.mutate(
      { draft },
      { onSuccess: hushApproved, onError: (failure) => say({ text: error(failure).title }) },
    );
  const doApprove = () => {
    if (!may || approve.isPending || isFresh()) return;
    if (!detail?.draft || !decidable) return open(chosen);
    approve.mutate(
      { draft: detail.draft.id, text: null },
      {
        onSuccess: (after) => {
          passOn();
          sayApproved(after, takeBack);
        },
      },
    );
  };
  const doReject = (reason: string) =>
    rejecting !== null &&
    reject.mutate(
      { draft: rejecting, reason },
      {
        onSuccess: () => {
          passOn();
          setRejecting(null);
          say({ text: t('answers.rejected_now') });
        },
      },
    );
  const move = (by: 1 | -1) => setNamed(stepIn(keys, chosen ? rowKey(chosen) : null, by));
  const down = () => move(1);
  const up = () => move(-1);
  const edit = () => open(chosen, 1);
  const askWhy = () => detail?.draft && detail.can.reject && setRejecting(detail.draft.id);
  useKeys(
    { ArrowDown: down, ArrowUp: up, J: down, K: up, A: doApprove, E: edit, R: askWhy },
    { enabled: may && rows.length > 0 && rejecting === null },
  );
  return {
    chosen,
    ahead,
    reject,
    rejecting,
    setRejecting,
    setWhole,
    decidable,
    busy: approve.isPending,
    failure: approve.error && error(approve.error).title,
    choose: setNamed,
    open,
    doApprove,
    doReject,
  };
}

function Decision({ row, chosen, may, desk }: { row: AnswerRow; chosen: boolean; may: boolean; desk: Desk }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const due = row.deadline ?? row.due_at;
  const source = desk.ahead.get(rowKey(row))?.draft?.source;
  const title =
    row.kind === 'question'
      ? t('overview.answer_question')
      : t('overview.answer_review', { stars: t('common.stars', { count: row.rating ?? 0 }) });
  const when = due && (
    <span className={cx('fig shrink-0 text-12', INK[urgencyOf(secondsUntil(due, now))])}>
      {t('overview.until', { at: formats.deadline(due, new Date(now).toISOString()) })}
    </span>
  );
  const acts = chosen && may;
  return (
    <li
      className={cx(
        'relative flex items-center gap-[10px] px-[14px] py-2 hover:bg-hover',
        acts && 'bg-hover phone:flex-wrap',
      )}
      onMouseEnter={() => may && desk.choose(rowKey(row))}
    >
      <MarketplaceMark id={row.marketplace} className="mb-auto mt-[2px]" />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          aria-current={acts || undefined}
          onFocus={() => may && desk.choose(rowKey(row))}
          onClick={() => desk.open(row)}
          className="cut block w-full text-left font-medium outline-offset-[-2px] after:absolute after:inset-0 after:content-['']"
        >
          {title}
        </button>
        <div className="cut text-12 text-text-2">
          {source === 'template' && <>{t('answers.source.template')} · </>}
          <span lang={row.language && row.language !== 'other' ? row.language : undefined}>
            {row.text || row.listing?.title}
          </span>
        </div>
      </div>
      {!acts && when}
      {acts && (
        <span className="z-1 flex shrink-0 items-center gap-1 phone:w-full">
          <Button
            look={desk.decidable ? 'primary' : 'secondary'}
            size="s"
            kbd="A"
            busy={desk.busy}
            onClick={desk.doApprove}
            className="phone:flex-1"
          >
            {t(desk.decidable ? 'answers.approve' : 'overview.read')}
          </Button>
          <IconButton
            small
            look="secondary"
            label={t('overview.look')}
            icon={<ArrowUpRight size={14} aria-hidden="true" />}
            onClick={() => desk.open(row)}
          />
        </span>
      )}
    </li>
  );
}
