import { Clock, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { useNow, useSession } from '../../backend/session';
import type { AnswerDetail } from '../../bindings/types';
import { Button } from '../../components/Button';
import { LinkButton } from '../../components/LinkButton';
import { ErrorState } from '../../components/States';
import { Status } from '../../components/Tag';
import { clockOf, secondsUntil } from '../../lib/due';
import { useFormats } from '../../lib/use-formats';
import { STATE_LOOK } from './looks';
import type { Deciding } from './use-deciding';

type Props = { detail: AnswerDetail; editing: boolean; deciding: Deciding };

/** Fixed under the draft. The primary stands at left; where nothing can be decided it says how the answer stands. */
export function DecisionBar({ detail, editing, deciding }: Props) {
  const { row } = detail;
  const failure = deciding.approve.error ?? deciding.cancel.error;
  const { can } = detail;
  const decides = deciding.may && (can.approve || can.edit || can.reject);
  return (
    <div data-state={row.state} className="shrink-0 border-t border-line bg-surface">
      {failure && !failure.detail.rules && <ErrorState failure={failure} className="px-6 pb-0 phone:px-4" />}
      <div className="flex flex-wrap items-center gap-2 px-6 py-3 phone:px-4 phone:py-2">
        {editing && <EditButtons deciding={deciding} />}
        {!editing && decides && <Buttons detail={detail} deciding={deciding} />}
        {!editing && row.state === 'scheduled' && <Leaving detail={detail} deciding={deciding} />}
        {!editing && !decides && row.state !== 'scheduled' && <Standing detail={detail} />}
      </div>
    </div>
  );
}

function Buttons({ detail, deciding }: { detail: AnswerDetail; deciding: Deciding }) {
  const { t } = useTranslation();
  const { can } = detail;
  return (
    <>
      {can.approve && (
        <Button look="primary" kbd="A" busy={deciding.approve.isPending} onClick={deciding.doApprove}>
          {t('answers.approve')}
        </Button>
      )}
      {can.edit && (
        <Button look={can.approve ? 'secondary' : 'primary'} kbd="E" onClick={deciding.edit}>
          {t('answers.edit')}
        </Button>
      )}
      {can.reject && (
        <Button kbd="R" onClick={() => deciding.setRejecting(true)}>
          {t('answers.reject')}
        </Button>
      )}
      {can.approve && <Delay />}
    </>
  );
}

/** How long after the decision the answer leaves, so that nobody is afraid of a slip. */
function Delay() {
  const { t } = useTranslation();
  const seconds = useDelay();
  const formats = useFormats();
  if (seconds === null) return null;
  return (
    <span className="fig hidden min-w-0 flex-1 items-center justify-end gap-[6px] text-12 text-text-3 wide:flex">
      <Clock size={14} aria-hidden="true" />
      <span className="cut">
        {seconds > 0
          ? t('answers.leaves_after', { span: formats.duration(seconds) })
          : t('answers.leaves_at_once')}
      </span>
    </span>
  );
}

function EditButtons({ deciding }: { deciding: Deciding }) {
  const { t } = useTranslation();
  return (
    <>
      <Button look="primary" kbd="Ctrl Enter" busy={deciding.approve.isPending} onClick={deciding.doApprove}>
        {t('answers.approve_edited')}
      </Button>
      <Button kbd="Esc" onClick={() => deciding.setEditing(null)}>
        {t('answers.leave_draft')}
      </Button>
    </>
  );
}

/** Approved and not gone yet: the countdown and the way back. */
function Leaving({ detail, deciding }: { detail: AnswerDetail; deciding: Deciding }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  const at = detail.draft?.send_at ?? detail.row.deadline;
  const left = at ? secondsUntil(at, now) : 0;
  return (
    <>
      {deciding.may && detail.can.cancel && (
        <Button
          icon={<Undo2 size={16} aria-hidden="true" />}
          busy={deciding.cancel.isPending}
          onClick={deciding.doCancel}
        >
          {t('answers.cancel_send')}
        </Button>
      )}
      <Status tone="info" icon={Clock}>
        <span className="tnum" role="timer">
          {left > 0 ? t('answers.leaves_in', { clock: clockOf(left) }) : t('answers.leaving')}
        </span>
      </Status>
    </>
  );
}

function Standing({ detail }: { detail: AnswerDetail }) {
  const { t } = useTranslation();
  const session = useSession().data;
  const { row, can } = detail;
  const { tone, icon } = STATE_LOOK[row.state];
  const watching = session?.mode === 'viewer' && ['waiting', 'draft', 'refused'].includes(row.state);
  return (
    <>
      <Status tone={tone} icon={icon} turns={row.state === 'drafting'}>
        {t(`answers.state.${row.state}`)}
      </Status>
      {watching && <span className="text-12 text-text-3">{t('answers.who_decides')}</span>}
      {can.undo && (
        <LinkButton
          to="/activity"
          search={{ search: row.listing?.title, undoable: true } as never}
          size="s"
          className="ml-auto"
          icon={<Undo2 size={14} aria-hidden="true" />}
        >
          {t('answers.undo_in_log')}
        </LinkButton>
      )}
    </>
  );
}

function useDelay(): number | null {
  return useRead('settings_get', {}).data?.delay_seconds ?? null;
}
