import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../backend/failure';
import type { Change, DecideChange } from '../bindings/types';
import { useFormats } from '../lib/use-formats';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { ErrorState } from './States';
import { say } from './Toast';

type Decide = {
  isPending: boolean;
  error: Failure | null;
  mutate: (args: DecideChange, after: { onSuccess: () => void }) => void;
};

type Props = {
  change: Change;
  decide: Decide;
  title: string;
  keep: string;
  confirm: ReactNode;
  /** Said after a yes, and after a no. */
  said: { yes: string; no: string };
  onClose: () => void;
  children?: ReactNode;
};

/** A change that somebody asked for and nobody decided about. Closing leaves it waiting. */
export function WaitingDialog({ change, decide, title, keep, confirm, said, onClose, children }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const chosen = useRef<boolean | null>(null);
  const safe = useRef<HTMLButtonElement>(null);
  const answer = (yes: boolean) => {
    chosen.current = yes;
    decide.mutate(
      { id: change.id, yes },
      {
        onSuccess: () => {
          onClose();
          say({ text: yes ? said.yes : said.no });
        },
      },
    );
  };
  const busy = (yes: boolean) => decide.isPending && chosen.current === yes;
  return (
    <Dialog
      open
      onClose={onClose}
      focus={safe}
      title={title}
      description={t('prices.waiting_what', { at: formats.date(change.at, 'date_time') })}
      actions={
        <>
          <Button ref={safe} busy={busy(false)} onClick={() => answer(false)}>
            {keep}
          </Button>
          <Button
            look="primary"
            busy={busy(true)}
            onClick={() => answer(true)}
            className="h-auto min-h-8 max-w-full whitespace-normal py-1"
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {decide.error && <ErrorState failure={decide.error} className="px-0 pb-0" />}
    </Dialog>
  );
}
