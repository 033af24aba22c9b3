import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFresh, passOn, useDecisions } from '../../backend/decisions';
import { useMay } from '../../backend/session';
import type { AnswerDetail } from '../../bindings/types';
import { hushApproved, useSayApproved } from '../../components/approved';
import { say } from '../../components/Toast';
import { useErrorText } from '../../lib/errors';
import { useKeys } from '../../lib/keys';

type Args = {
  detail: AnswerDetail;
  /** The text under the pencil, or null while nobody edits. */
  editing: string | null;
  setEditing: (text: string | null) => void;
  onDecided: () => void;
};

/** Everything that a person can do with the open row, by button and by key. */
export function useDeciding({ detail, editing, setEditing, onDecided }: Args) {
  const { t } = useTranslation();
  const error = useErrorText();
  const writes = useDecisions();
  const may = useMay('answer_approve');
  const sayApproved = useSayApproved();
  const [rejecting, setRejecting] = useState(false);
  const { draft, can, row } = detail;

  const takeBack = (id: number) =>
    writes.cancel.mutate(
      { draft: id },
      { onSuccess: hushApproved, onError: (failure) => say({ text: error(failure).title }) },
    );
  const doApprove = () => {
    if (!draft || !may || !can.approve || writes.approve.isPending || editing?.trim() === '') return;
    if (isFresh()) return;
    const text = editing !== null && editing.trim() !== draft.text ? editing.trim() : null;
    writes.approve.mutate(
      { draft: draft.id, text },
      {
        onSuccess: (after) => {
          passOn();
          setEditing(null);
          sayApproved(after, takeBack);
          onDecided();
        },
      },
    );
  };
  const doReject = (reason: string) => {
    if (!draft) return;
    writes.reject.mutate(
      { draft: draft.id, reason },
      {
        onSuccess: () => {
          passOn();
          setRejecting(false);
          say({ text: t('answers.rejected_now') });
          onDecided();
        },
      },
    );
  };
  const doRegenerate = () => {
    if (may && can.regenerate && !writes.regenerate.isPending)
      writes.regenerate.mutate({ kind: row.kind, id: row.id }, { onSuccess: () => setEditing(null) });
  };
  const edit = () => may && can.edit && setEditing(draft?.text ?? '');

  const askWhy = () => may && can.reject && setRejecting(true);

  useKeys({ A: doApprove, E: edit, R: askWhy }, { enabled: editing === null && !rejecting });
  return {
    ...writes,
    may,
    rejecting,
    setRejecting,
    setEditing,
    edit,
    doApprove,
    doReject,
    doRegenerate,
    doCancel: () => draft && takeBack(draft.id),
  };
}

export type Deciding = ReturnType<typeof useDeciding>;
