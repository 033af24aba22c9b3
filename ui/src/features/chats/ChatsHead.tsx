import { useTranslation } from 'react-i18next';
import type { Shop } from '../../bindings/types';
import { ListSearch } from '../../components/ListSearch';
import { ShopFilter } from '../../components/ShopFilter';
import { Tabs } from '../../components/Tabs';
import { type Chats, QUEUES } from './use-chats';

/** Title, filters, and the tabs with their counts. */
export function ChatsHead({ chats, shops }: { chats: Chats; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  return (
    <header className="shrink-0 px-5 pt-4 phone:px-4">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-20 font-semibold tracking-[-0.015em]">{t('nav.chats')}</h1>
        <ListSearch
          label={t('returns.search')}
          value={chats.text}
          onChange={chats.setText}
          box={chats.searchBox}
        />
        <ShopFilter shops={shops} />
      </div>
      <Tabs
        label={t('answers.queues')}
        value={chats.queue}
        items={QUEUES.map((value) => ({
          value,
          label: t(`chats.queue.${value}`),
          count: chats.page?.counts[value],
        }))}
        onChange={chats.setQueue}
      />
    </header>
  );
}
