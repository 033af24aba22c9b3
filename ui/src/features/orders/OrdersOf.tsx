import { useTranslation } from 'react-i18next';
import type { ParcelRow } from '../../bindings/types';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { parcelKey } from './use-orders';

const SHOWN = 5;

/** Which orders a dialog is about. */
export function OrdersOf({ rows }: { rows: readonly ParcelRow[] }) {
  const { t } = useTranslation();
  return (
    <ul className="m-0 grid list-none grid-cols-[minmax(0,1fr)] gap-[6px] p-0">
      {rows.slice(0, SHOWN).map((row) => (
        <li key={parcelKey(row)} className="flex items-center gap-2">
          <MarketplaceMark id={row.marketplace} />
          <span className="cut min-w-0 flex-1" title={row.lines[0]?.title}>
            {row.lines[0]?.title || row.key}
          </span>
          <span className="tnum shrink-0 text-12 text-text-3">№ {row.key}</span>
        </li>
      ))}
      {rows.length > SHOWN && (
        <li className="text-12 text-text-3">{t('orders.and_more', { count: rows.length - SHOWN })}</li>
      )}
    </ul>
  );
}
