import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { useMay } from '../../backend/session';
import { mayWrite } from '../../components/Gaps';
import { ListPage } from '../../components/ListPage';
import { useKeys } from '../../lib/keys';
import { rowId } from '../../lib/use-rows';
import { ChatList } from './ChatList';
import { ChatPanel } from './ChatPanel';
import { ChatsHead } from './ChatsHead';
import { useChats } from './use-chats';

/** Conversations with buyers, and writing to them. A person writes: nothing here is sent by the AI. */
export function ChatsPage() {
  const { t } = useTranslation();
  const chats = useChats();
  const shops = useRead('shops_list', {}).data ?? [];
  const may = { propose: useMay('chat_propose'), decide: useMay('change_decide') };
  const { named, show } = chats;
  const find = () => chats.searchBox.current?.focus();
  useKeys({ Slash: find });
  return (
    <ListPage
      title={t('nav.chats')}
      label={t('chats.panel')}
      head={<ChatsHead chats={chats} shops={shops} />}
      list={<ChatList chats={chats} shops={shops} />}
      panel={
        named && (
          <ChatPanel
            key={rowId(named)}
            named={named}
            may={may}
            offered={mayWrite(shops, named.account, 'chats')}
            onClose={() => show(null)}
          />
        )
      }
    />
  );
}
