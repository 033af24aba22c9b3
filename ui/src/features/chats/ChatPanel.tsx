import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposal } from '../../backend/proposal';
import { useRead, useWrite } from '../../backend/query';
import type { Change, ChatThread } from '../../bindings/types';
import { Button } from '../../components/Button';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { ReadPanel } from '../../components/ReadPanel';
import { MEANING, Status } from '../../components/Tag';
import { UnderWay } from '../../components/UnderWay';
import { WaitingDialog } from '../../components/WaitingDialog';
import type { Named } from '../../lib/use-rows';
import { Composer } from './Composer';
import { Messages } from './Messages';

export type May = { propose: boolean; decide: boolean };
type Props = {
  named: Named;
  may: May;
  /** The shop's API and key let messages be written. */
  offered: boolean;
  onClose: () => void;
};

/** One conversation: whom it is with, what was said, and writing into it. */
export function ChatPanel({ named: { account, key }, onClose, ...writing }: Props) {
  const read = useRead('chat_get', { account, key });
  return (
    <ReadPanel read={read} onClose={onClose}>
      {(thread, close) => <Thread thread={thread} close={close} {...writing} />}
    </ReadPanel>
  );
}

function Thread({
  thread,
  close,
  may,
  offered,
}: Omit<Props, 'named' | 'onClose'> & { thread: ChatThread; close: ReactNode }) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  const { row } = thread;
  const proposal = useProposal('chat_propose');
  // What this person is writing waits as a change, too, once the rules have looked at it.
  const own = proposal.checking || (row.change !== null && row.change.id === proposal.found?.change.id);
  const order = row.order && t('chats.order', { order: row.order });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="shrink-0 border-b border-line px-5 py-[14px] phone:px-4">
        <div className="flex items-center gap-2 text-12">
          <MarketplaceMark id={row.marketplace} />
          <span className="text-text-2">{name(row.marketplace)}</span>
          {close}
        </div>
        <h2 className="mt-1 break-words text-16 font-semibold tracking-[-0.01em]">
          {row.buyer ?? t('chats.buyer')}
        </h2>
        <p className="m-0 break-words text-12 text-text-2">
          {[row.title, row.article, order].filter(Boolean).join(' · ')}
        </p>
      </header>
      <Messages thread={thread} />
      <div className="shrink-0 border-t border-line px-5 py-3 phone:px-4">
        {row.change && !own ? (
          <Pending change={row.change} may={may.decide} />
        ) : row.open && offered && may.propose ? (
          <Composer row={row} proposal={proposal} />
        ) : (
          <Status icon={MEANING.notOffered} wrap className="text-12">
            {!row.open
              ? t('chats.closed')
              : offered
                ? t('chats.owner_writes')
                : t('chats.in_cabinet', { marketplace: name(row.marketplace) })}
          </Status>
        )}
      </div>
    </div>
  );
}

/** A message that is under way; one that waits is decided here. */
function Pending({ change, may }: { change: Change; may: boolean }) {
  const { t } = useTranslation();
  const decide = useWrite('change_decide');
  const [open, setOpen] = useState(false);
  return (
    <>
      <UnderWay change={change} />
      {change.state === 'waiting' && may && (
        <Button look="primary" className="mt-2" onClick={() => setOpen(true)}>
          {t('prices.decide')}
        </Button>
      )}
      {open && (
        <WaitingDialog
          change={change}
          decide={decide}
          title={t('chats.waiting_title')}
          keep={t('chats.keep')}
          confirm={t('chats.send')}
          said={{ yes: t('prices.agreed'), no: t('chats.kept') }}
          onClose={() => setOpen(false)}
        >
          <p className="m-0 whitespace-pre-wrap break-words">{change.after}</p>
        </WaitingDialog>
      )}
    </>
  );
}
