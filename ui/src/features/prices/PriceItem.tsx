import { Hand, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Money, PriceRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { Td, Tr } from '../../components/Table';
import { Thumb } from '../../components/Thumb';
import { useFormats } from '../../lib/use-formats';
import type { May } from './PriceList';
import { PriceState } from './PriceState';

type Props = {
  row: PriceRow;
  picture: boolean;
  may: May;
  /** The marketplace lets this price be set. */
  settable: boolean;
  onOpen: () => void;
};

/** One price: of what, how much, what is going on with it. On a phone two lines. */
export function PriceItem({ row, picture, may, settable, onOpen }: Props) {
  const formats = useFormats();
  const sum = (money: Money | null) => (money ? formats.money(money, 'auto') : '');
  return (
    <Tr className="phone:grid phone:grid-cols-[minmax(0,1fr)_auto_auto]">
      <Td className="py-[7px] first:pl-5 phone:h-auto phone:pl-4!">
        <div className="flex items-center gap-[10px] phone:items-start">
          {picture && <Thumb image={row.image} />}
          <Name row={row} />
        </div>
        {(row.change || row.held) && (
          <div className="hidden pt-1 @max-[860px]:block">
            <PriceState row={row} />
          </div>
        )}
      </Td>
      <Td right className="font-medium phone:h-auto phone:py-[7px]">
        {sum(row.price)}
        {row.before && (
          <s className="hidden font-normal text-12 text-text-3 @max-[1120px]:block">{sum(row.before)}</s>
        )}
      </Td>
      <Td right className="text-text-3 @max-[1120px]:hidden">
        {row.before && <s>{sum(row.before)}</s>}
      </Td>
      <Td right className="text-text-2 @max-[1000px]:hidden">
        {sum(row.least)}
      </Td>
      <Td right className="text-text-2 @max-[640px]:hidden">
        {sum(row.shown)}
      </Td>
      <Td className="pl-5 @max-[860px]:hidden">
        <PriceState row={row} />
      </Td>
      <Td className="text-right last:pr-5 phone:h-auto phone:min-w-2 phone:p-0!">
        <Act row={row} may={may} settable={settable} onOpen={onOpen} />
      </Td>
    </Tr>
  );
}

function Name({ row }: { row: PriceRow }) {
  const { t } = useTranslation();
  const size = row.variant && t('prices.size', { size: row.variant });
  return (
    <div className="min-w-0">
      <div className="cut font-medium phone:whitespace-normal!" title={row.title}>
        {row.title}
      </div>
      <div className="flex items-center gap-[6px] text-12 text-text-3">
        <MarketplaceMark id={row.marketplace} />
        <span className="cut">{[row.article, size].filter(Boolean).join(' · ')}</span>
      </div>
    </div>
  );
}

/** The way to change a price. While a change is under way it stays, so that the keyboard stays with it, and says why it rests. */
function Act({ row, may, settable, onOpen }: Omit<Props, 'picture'>) {
  const { t } = useTranslation();
  const waits = row.change?.state === 'waiting';
  const Icon = waits ? Hand : Pencil;
  if (waits ? !may.decide : !may.propose || !settable) return null;
  return (
    <Button
      size="s"
      why={row.change && !waits ? t('prices.under_way') : undefined}
      icon={<Icon size={16} className="hidden phone:block" aria-hidden="true" />}
      aria-label={t(waits ? 'prices.decide_of' : 'prices.change_of', { title: row.title })}
      onClick={onOpen}
      className="phone:min-w-11 phone:border-transparent phone:bg-transparent phone:shadow-none phone:[&>span>span]:hidden"
    >
      {t(waits ? 'prices.decide' : 'prices.change')}
    </Button>
  );
}
