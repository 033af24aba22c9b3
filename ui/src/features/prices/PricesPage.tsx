import { useState } from 'react';
import { useMay } from '../../backend/session';
import type { PriceRow } from '../../bindings/types';
import { useKeys } from '../../lib/keys';
import { EditDialog } from './EditDialog';
import { PriceList } from './PriceList';
import { PricesHead } from './PricesHead';
import { priceKey, usePrices } from './use-prices';
import { WaitingPrice } from './WaitingPrice';

/** What every listing costs on every marketplace, what is held back, and changing it. */
export function PricesPage() {
  const prices = usePrices();
  const may = { propose: useMay('price_propose'), decide: useMay('change_decide') };
  const [open, setOpen] = useState<PriceRow | null>(null);
  const close = () => setOpen(null);
  const find = () => prices.searchBox.current?.focus();
  useKeys({ Slash: find });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PricesHead prices={prices} />
      <PriceList prices={prices} may={may} onOpen={setOpen} />
      {open &&
        (open.change ? (
          <WaitingPrice key={open.change.id} row={open} change={open.change} onClose={close} />
        ) : (
          <EditDialog key={priceKey(open)} row={open} onClose={close} />
        ))}
    </div>
  );
}
