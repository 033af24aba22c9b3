import { useTranslation } from 'react-i18next';
import type { PriceRow } from '../../bindings/types';
import { useSaid } from '../../components/said';
import { MEANING, Status } from '../../components/Tag';
import { UnderWay } from '../../components/UnderWay';
import { useFormats } from '../../lib/use-formats';

/** What is going on with a price: a change under way, a newer one that the marketplace holds back. */
export function PriceState({ row }: { row: PriceRow }) {
  return (
    <>
      {row.change && <UnderWay change={row.change} />}
      {row.held && <Held row={row} held={row.held} />}
    </>
  );
}

function Held({ row, held }: { row: PriceRow; held: NonNullable<PriceRow['held']> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const said = useSaid();
  const wanted = held.price && formats.money(held.price, 'auto');
  const words = [
    held.reason && said(held.reason),
    t('prices.still', { price: formats.money(row.price, 'auto') }),
  ];
  return (
    <div className="py-[2px]">
      <Status tone="warn" icon={MEANING.paused} wrap>
        {wanted ? t('prices.held_price', { price: wanted }) : t('prices.held')}
      </Status>
      <div className="text-12 text-text-2 first-letter:uppercase">{words.filter(Boolean).join('; ')}</div>
    </div>
  );
}
