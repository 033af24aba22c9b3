import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proposal } from '../backend/proposal';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { ErrorState } from './States';
import { say } from './Toast';
import { VerdictOf } from './VerdictOf';

type Props = {
  title: string;
  description?: ReactNode;
  proposal: Proposal;
  /** Why it cannot be looked at by the rules yet. */
  why: string | undefined;
  onCheck: () => void;
  onClose: () => void;
  focus?: RefObject<HTMLElement | null>;
  /** What leaving means once it was looked at. */
  keep: string;
  /** What the yes says yes to. */
  confirm: ReactNode;
  /** Said when it was agreed to. */
  agreed: string;
  /** Said when the rules refuse it. */
  refused: string;
  danger?: boolean;
  /** A way out when the rules refuse it. */
  instead?: ReactNode;
  children?: ReactNode;
};

/** A change: written, looked at by the rules, then agreed to. Nothing leaves before that; leaving is no. */
export function ProposeDialog({ proposal, why, onCheck, onClose, ...props }: Props) {
  const { t } = useTranslation();
  const { found } = proposal;
  const off = why ?? (found && !proposal.open ? props.refused : undefined);
  const check = () => {
    if (!off && !proposal.checking && !proposal.open) onCheck();
  };
  const agree = () =>
    proposal.confirm(() => {
      onClose();
      say({ text: props.agreed });
    });
  return (
    <Dialog
      open
      onClose={onClose}
      focus={props.focus}
      title={props.title}
      description={props.description}
      actions={
        <>
          <Button onClick={onClose} className="phone:flex-1">
            {proposal.open ? props.keep : t('common.cancel')}
          </Button>
          {proposal.open ? (
            <Button
              look={props.danger ? 'dangerFilled' : 'primary'}
              busy={proposal.agreeing}
              onClick={agree}
              className="h-auto min-h-8 max-w-full whitespace-normal py-1 phone:flex-1"
            >
              {props.confirm}
            </Button>
          ) : (
            <Button
              look="primary"
              onClick={check}
              busy={proposal.checking}
              why={off}
              kbd={off ? undefined : 'Enter'}
              className="phone:flex-1"
            >
              {t('prices.check')}
            </Button>
          )}
        </>
      }
    >
      <form
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          // In a text of several lines Enter is a new line.
          const writes = event.target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey;
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || writes) return;
          event.preventDefault();
          if (!event.repeat) check();
        }}
      >
        {props.children}
      </form>
      <div aria-live="polite">
        {found && (
          <VerdictOf verdict={found.verdict} refused={props.refused}>
            {props.instead}
          </VerdictOf>
        )}
      </div>
      {proposal.failure && <ErrorState failure={proposal.failure} className="px-0 pb-0" />}
    </Dialog>
  );
}
