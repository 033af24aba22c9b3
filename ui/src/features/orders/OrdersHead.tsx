import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { SearchBox } from '../../components/Field';
import { Segmented } from '../../components/Segmented';
import { ShopFilter } from '../../components/ShopFilter';
import { Tabs } from '../../components/Tabs';
import { type Orders, QUEUES, VIEWS } from './use-orders';

/** Title, views, filters, and the queues of the orders. */
export function OrdersHead({ orders }: { orders: Orders }) {
  const { t } = useTranslation();
  const shops = useRead('shops_list', {}).data ?? [];
  const parcels = orders.view === 'parcels';
  return (
    <header className="shrink-0 px-5 pt-4 phone:px-4">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-20 font-semibold tracking-[-0.015em]">{t('nav.orders')}</h1>
        <Segmented
          label={t('orders.views')}
          value={orders.view}
          segments={VIEWS.map((value) => ({ value, label: t(`orders.view.${value}`) }))}
          onChange={orders.setView}
        />
      </div>
      <div className="flex flex-wrap items-center gap-[6px] pb-3">
        {parcels && (
          <SearchBox
            ref={orders.searchBox}
            label={t('orders.search')}
            icon={<Search size={14} aria-hidden="true" />}
            value={orders.text}
            onChange={(event) => orders.setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.code !== 'Escape') return;
              event.stopPropagation();
              orders.setText('');
              event.currentTarget.blur();
            }}
            className="h-[26px] w-[236px] text-12 phone:w-full"
          />
        )}
        <ShopFilter shops={shops} />
      </div>
      {parcels && (
        <Tabs
          label={t('orders.queues')}
          value={orders.queue}
          items={QUEUES.map((value) => ({
            value,
            label: t(`orders.queue.${value}`),
            count: orders.page?.counts[value],
          }))}
          onChange={orders.setQueue}
        />
      )}
    </header>
  );
}
