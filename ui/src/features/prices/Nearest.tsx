import { useTranslation } from 'react-i18next';
import type { PriceRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { typable, typedMoney } from '../../lib/amounts';
import { useFormats } from '../../lib/use-formats';

type Props = {
  row: PriceRow;
  nearest: string | null;
  /** The price as it was typed. */
  typed: string;
  onFill: (price: string) => void;
};

/** The nearest price that would be taken instead. */
export function Nearest({ row, nearest, typed, onFill }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = useMarketplaceName();
  const sum = nearest === null ? null : typedMoney(nearest, row.price);
  // The engine may have moved another of the sums: then the price alone is no way out.
  if (!sum || sum.minor === typedMoney(typed, row.price)?.minor) return null;
  const price = formats.money(sum, 'auto');
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-m bg-sunken px-3 py-2 dark:bg-hover">
      <span>{t('prices.nearest', { marketplace: name(row.marketplace), price })}</span>
      <Button
        size="s"
        className="ml-auto phone:ml-0"
        onClick={() => onFill(typable(sum, formats.locale === 'en' ? '.' : ','))}
      >
        {t('prices.fill', { price })}
      </Button>
    </div>
  );
}
