import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import type { ActivityDetail } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { TextArea } from '../../components/Field';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { ErrorState } from '../../components/States';
import { useSaid } from '../../components/said';
import { say } from '../../components/Toast';
import { isChange } from './changes';

/** `undo_note` of an act that can be undone, where the marketplace only lets an answer be replaced. */
const REPLACES = 'edit';

/** An answer is taken away; of any other change the old value comes back. */
const WORDS = {
  answer: {
    do: 'activity.undo_do',
    title: 'activity.undo_title',
    what: 'activity.undo_what',
    logged: 'activity.undo_logged',
    under_way: 'activity.undo_under_way',
    done: 'activity.undone',
  },
  change: {
    do: 'activity.back_do',
    title: 'activity.back_title',
    what: 'activity.back_what',
    logged: 'activity.back_logged',
    under_way: 'activity.back_under_way',
    done: 'activity.back_done',
  },
};

/**
 * Takes an act back. Some marketplaces delete an answer, others only let it be replaced: then a text is asked for. Where the
 * engine finds that out while undoing, the question comes then.
 */
export function UndoDialog({ detail, onClose }: { detail: ActivityDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const undo = useWrite('activity_undo');
  const words = WORDS[isChange(detail.row.act) ? 'change' : 'answer'];
  const said = useSaid();
  const marketplace = useMarketplaceName()(detail.row.marketplace ?? '');
  const safe = useRef<HTMLButtonElement>(null);
  const failure = undo.error;
  const broken = failure?.detail.rules?.split(',') ?? [];
  const asksText = failure?.code === 'bad_input' && failure.detail.field === 'text';
  const [asked, setAsked] = useState(false);
  const replaces = asked || asksText || detail.undo_note === REPLACES;
  const [text, setText] = useState(detail.before ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (replaces) field.current?.focus();
  }, [replaces]);
  const run = () => {
    setAsked(replaces);
    undo.mutate(
      { id: detail.row.id, text: replaces ? text.trim() : null },
      {
        onSuccess: ({ row }) => {
          onClose();
          say({ text: t(row.undo === 'done' ? words.done : words.under_way) });
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      focus={safe}
      title={t(replaces ? 'activity.replace_title' : words.title)}
      description={t(replaces ? 'activity.replace_what' : words.what, { marketplace })}
      actions={
        <>
          <Button ref={safe} onClick={onClose}>
            {t('activity.leave')}
          </Button>
          <Button
            look="dangerFilled"
            busy={undo.isPending}
            why={replaces && !text.trim() ? t('activity.replace_first') : undefined}
            onClick={run}
          >
            {t(replaces ? 'activity.replace_do' : words.do)}
          </Button>
        </>
      }
    >
      {detail.after && (
        <blockquote className="m-0 mb-3 max-h-32 overflow-y-auto whitespace-pre-wrap break-words border-l-2 border-line-2 pl-3 text-text-2">
          {said(detail.after)}
        </blockquote>
      )}
      {replaces && (
        <TextArea
          ref={field}
          label={t('activity.replace_text')}
          rows={5}
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={
            broken.length > 0
              ? t('answers.breaks', { rules: broken.map((rule) => t([`rule.${rule}`, rule])).join('; ') })
              : undefined
          }
        />
      )}
      {!replaces && <p className="m-0 text-12 text-text-3">{t(words.logged)}</p>}
      {failure && !asksText && <ErrorState failure={failure} className="px-0 pb-0" />}
    </Dialog>
  );
}
