import { useTranslation } from 'react-i18next';
import type { Bid, BidSignal } from '../../bindings/types';
import { Button } from '../../components/Button';
import { useFormats } from '../../lib/use-formats';
import { useBid } from './bid';

/** Bids that the marketplace names for a listing; one press fills it in. */
export function Signals({ signals, onFill }: { signals: BidSignal[]; onFill: (bid: Bid) => void }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const shown = useBid();
  if (signals.length === 0) return null;
  return (
    <section className="mt-3">
      <h3 className="mb-1 text-12 font-medium text-text-2">{t('ads.signals')}</h3>
      <ul className="m-0 flex list-none flex-wrap gap-2 p-0">
        {signals.map(({ kind, bid, reach }) => {
          const name = `ads.signal.${kind}`;
          const share = reach === null ? '' : `, ${t('ads.reach', { percent: formats.percent(reach) })}`;
          return (
            <li key={`${kind} ${bid.money?.minor ?? bid.share}`}>
              <Button size="s" onClick={() => onFill(bid)}>
                {`${i18n.exists(name) ? t(name) : kind}: ${shown(bid)}${share}`}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
