import { useTranslation } from 'react-i18next';
import type { Shop } from '../../bindings/types';
import { Tag } from '../../components/Tag';
import { SHOP_LOOK } from './words';

export function ShopStatus({ state }: { state: Shop['state'] }) {
  const { t } = useTranslation();
  const look = SHOP_LOOK[state];
  return (
    <Tag tone={look.tone} icon={look.icon}>
      {t(`shops.state.${state}`)}
    </Tag>
  );
}
