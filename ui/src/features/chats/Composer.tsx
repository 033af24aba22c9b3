import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { useProposal } from '../../backend/proposal';
import type { ChatRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { TextArea } from '../../components/Field';
import { ErrorState } from '../../components/States';
import { say } from '../../components/Toast';
import { VerdictOf } from '../../components/VerdictOf';

type Props = { row: ChatRow; proposal: ReturnType<typeof useProposal<'chat_propose'>> };

/** A message of a person's: written, looked at by the rules, then sent by that person. */
export function Composer({ row, proposal }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { found, open } = proposal;
  const why = text.trim() === '' ? t('chats.write_first') : found && !open ? t('chats.refused') : undefined;
  const check = () => {
    if (!why && !open && !proposal.checking) {
      proposal.check({ account: row.account, key: row.key, text: text.trim() });
    }
  };
  const send = () =>
    proposal.confirm(() => {
      setText('');
      proposal.forget();
      say({ text: t('prices.agreed') });
    });
  return (
    <div className="max-h-[50vh] overflow-y-auto p-[2px]">
      <TextArea
        label={t('chats.message')}
        hint={t('chats.hint')}
        rows={3}
        value={text}
        onChange={(event) => {
          proposal.touch();
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.code !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          check();
        }}
      />
      <div aria-live="polite">
        {found && <VerdictOf verdict={found.verdict} refused={t('chats.refused')} />}
      </div>
      {proposal.failure && <ErrorState failure={proposal.failure} className="px-0" />}
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        {open ? (
          <>
            <Button onClick={proposal.forget}>{t('chats.keep')}</Button>
            <Button look="primary" busy={proposal.agreeing} onClick={send}>
              {t('chats.send')}
            </Button>
          </>
        ) : (
          <Button
            look="primary"
            why={why}
            busy={proposal.checking}
            onClick={check}
            kbd={why ? undefined : 'Ctrl Enter'}
          >
            {t('prices.check')}
          </Button>
        )}
      </div>
    </div>
  );
}
