import type { PriceRow } from '../../bindings/types';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { isDrawable, Thumb } from '../../components/Thumb';

/** Whose price it is, at the top of a dialog. */
export function PriceOf({ row }: { row: PriceRow }) {
  const name = useMarketplaceName();
  return (
    <div className="mb-4 flex items-center gap-[10px]">
      {isDrawable(row.image) && <Thumb image={row.image} />}
      <div className="min-w-0">
        <div className="cut font-medium" title={row.title}>
          {row.title}
        </div>
        <div className="flex items-center gap-[6px] text-12 text-text-3">
          <MarketplaceMark id={row.marketplace} />
          <span className="cut">{[name(row.marketplace), row.article].filter(Boolean).join(' · ')}</span>
        </div>
      </div>
    </div>
  );
}
