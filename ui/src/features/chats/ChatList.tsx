import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import type { ChatRow, Shop } from '../../bindings/types';
import { Gaps } from '../../components/Gaps';
import { ListRow } from '../../components/ListRow';
import { ListSection } from '../../components/ListSection';
import { NothingIn } from '../../components/NothingIn';
import { MEANING, Status } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';
import { rowId } from '../../lib/use-rows';
import type { Chats } from './use-chats';

/** The conversations of a tab: whoever waits longest comes first. */
export function ChatList({ chats, shops }: { chats: Chats; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  const { pages, rows, open, show } = chats;
  return (
    <ListSection
      label={t('nav.chats')}
      pages={pages}
      empty={rows.length === 0}
      nothing={<NothingIn icon={MessagesSquare} words="chats" tab={chats} />}
      gaps={<Gaps shops={shops} capability="chats" />}
    >
      <ul className="m-0 list-none p-0">
        {rows.map((row) => (
          <ChatItem
            key={rowId(row)}
            row={row}
            open={rowId(row) === open}
            onOpen={() => show(rowId(row), { push: open === null })}
          />
        ))}
      </ul>
    </ListSection>
  );
}

function ChatItem({ row, open, onOpen }: { row: ChatRow; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const waits = row.change?.state === 'waiting';
  const ours = row.last_author === 'seller' ? `${t('chats.you')}: ` : '';
  return (
    <ListRow
      marketplace={row.marketplace}
      title={row.buyer ?? t('chats.buyer')}
      open={open}
      onOpen={onOpen}
      aside={
        <>
          <span className="fig text-12 text-text-3">
            {formats.duration((now - Date.parse(row.last_at)) / 1000)}
          </span>
          {row.change && (
            <Status
              tone={waits ? 'warn' : 'info'}
              icon={waits ? MEANING.waits : MEANING.onTheWay}
              className="text-12"
            >
              {t(`changes.state.${row.change.state}`)}
            </Status>
          )}
        </>
      }
    >
      {row.title && <div className="cut text-12 text-text-3">{row.title}</div>}
      {/* The buyer's words: text, and nothing else. */}
      <div className="cut text-text-2">{ours + (row.last_text || t('chats.only_files'))}</div>
    </ListRow>
  );
}
