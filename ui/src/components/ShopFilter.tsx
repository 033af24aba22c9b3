import { useTranslation } from 'react-i18next';
import type { Shop } from '../bindings/types';
import { useAccount, useSetAccount } from '../lib/account';
import { MarketplaceMark } from './MarketplaceMark';
import { Select } from './Select';

/** The chosen shop as a filter above a list; nothing to choose where there is one. */
export function ShopFilter({ shops }: { shops: readonly Shop[] }) {
  const { t } = useTranslation();
  const account = useAccount();
  const set = useSetAccount();
  if (shops.length < 2) return null;
  return (
    <Select
      look="chip"
      label={t('activity.shop')}
      value={String(account ?? '')}
      options={[
        { value: '', label: t('common.all') },
        ...shops.map((shop) => ({
          value: String(shop.id),
          label: shop.name,
          icon: <MarketplaceMark id={shop.marketplace} />,
        })),
      ]}
      onChange={(next) => set(next ? Number(next) : null)}
    />
  );
}
