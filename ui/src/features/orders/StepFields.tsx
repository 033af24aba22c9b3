import { useTranslation } from 'react-i18next';
import type { ParcelAct, ParcelShop } from '../../bindings/types';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { SelectField } from '../../components/Select';
import { useSaid } from '../../components/said';
import { NewSupply } from './NewSupply';

type Props = {
  act: ParcelAct;
  shops: readonly ParcelShop[];
  supply: Record<number, string>;
  reason: Record<number, string>;
  onSupply: (account: number, key: string) => void;
  onReason: (account: number, code: string) => void;
};

/** What a marketplace wants to know of a step: the supply that orders go into, the reason for giving one up. */
export function StepFields({ act, shops, supply, reason, onSupply, onReason }: Props) {
  const { t } = useTranslation();
  const said = useSaid();
  const name = useMarketplaceName();
  const of = (shop: ParcelShop, words: string) =>
    shops.length > 1 ? `${t(words)}: ${name(shop.marketplace)}` : t(words);
  return shops.map((shop) => (
    <div key={shop.account} className="mt-3 empty:hidden">
      {act === 'confirm' && shop.supplies && shop.supplies.length > 0 && (
        <SelectField
          label={of(shop, 'orders.into_supply')}
          hint={t('orders.into_supply_hint', { marketplace: name(shop.marketplace) })}
          value={supply[shop.account] ?? ''}
          options={shop.supplies.map((one) => ({
            value: one.key,
            label: one.name === one.key || !one.name ? one.key : `${one.name} · ${one.key}`,
          }))}
          onChange={(key) => onSupply(shop.account, key)}
        />
      )}
      {act === 'confirm' && shop.supplies?.length === 0 && (
        <NewSupply account={shop.account} marketplace={shop.marketplace} />
      )}
      {act === 'cancel' && shop.reasons.length > 0 && (
        <SelectField
          label={of(shop, 'orders.reason')}
          value={reason[shop.account] ?? ''}
          options={shop.reasons.map((code) => ({ value: code, label: said(code) }))}
          onChange={(code) => onReason(shop.account, code)}
        />
      )}
    </div>
  ));
}
