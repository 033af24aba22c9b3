import { useTranslation } from 'react-i18next';
import { useMachineTime } from '../backend/session';
import type { AnswerDetail } from '../bindings/types';
import { say, unsay } from './Toast';

let said: string | null = null;

/** Says that an answer leaves, with Cancel until it does; `hushApproved` takes it away when it was cancelled elsewhere. */
export function useSayApproved(): (detail: AnswerDetail, cancel: (draft: number) => void) => void {
  const { t } = useTranslation();
  const machine = useMachineTime();
  return ({ draft }, cancel) => {
    const sendAt = draft?.send_at;
    if (!draft || !sendAt) {
      said = say({ text: t('answers.approved_now') });
      return;
    }
    const until = machine(sendAt);
    const run = () => cancel(draft.id);
    said = say({ text: t('answers.approved'), undo: { label: t('answers.cancel'), until, run } });
  };
}

export function hushApproved(): void {
  if (said) unsay(said);
  said = null;
}
