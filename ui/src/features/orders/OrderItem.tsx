import { Hand, Printer, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ParcelAct, ParcelRow } from '../../bindings/types';
import { Button, IconButton } from '../../components/Button';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { Td, Tr } from '../../components/Table';
import { Thumb } from '../../components/Thumb';
import { Due } from './Due';
import type { May } from './OrderList';
import { OrderState } from './OrderState';
import { nextOf } from './steps';

type Props = {
  row: ParcelRow;
  may: May;
  chosen: boolean;
  onChoose: ((on: boolean) => void) | undefined;
  onAct: (act: ParcelAct) => void;
  onDecide: () => void;
};

/** One order: what is in it, until when, where it stands, what comes next. On a phone two lines. */
export function OrderItem({ row, may, chosen, onChoose, onAct, onDecide }: Props) {
  const { t } = useTranslation();
  return (
    <Tr
      selected={chosen}
      className="phone:grid phone:grid-cols-[auto_minmax(0,1fr)_auto] phone:border-b phone:border-line"
    >
      {onChoose && (
        <Td className="first:pl-5 phone:h-auto phone:border-b-0 phone:pl-4! phone:pt-3">
          <input
            type="checkbox"
            className="size-4 align-middle accent-accent phone:size-5"
            aria-label={t('orders.choose', { number: row.key })}
            checked={chosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
        </Td>
      )}
      <Td className="py-[7px] first:pl-5 phone:h-auto phone:border-b-0">
        <Goods row={row} />
        <div className="hidden pt-1 @max-[820px]:block">
          <OrderState row={row} />
        </div>
      </Td>
      <Td className="phone:h-auto phone:border-b-0 phone:pr-4 phone:pt-[7px]">
        <Due row={row} />
      </Td>
      <Td className="@max-[820px]:hidden">
        <OrderState row={row} />
      </Td>
      <Td className="text-right last:pr-5 phone:col-span-3 phone:h-auto phone:border-b-0 phone:pb-3">
        <Acts row={row} may={may} onAct={onAct} onDecide={onDecide} />
      </Td>
    </Tr>
  );
}

function Goods({ row }: { row: ParcelRow }) {
  const { t } = useTranslation();
  const [first, ...rest] = row.lines;
  const title = first?.title || first?.article || row.key;
  const own = row.scheme === 'seller_delivery' ? t('orders.own_delivery') : '';
  return (
    <div className="flex items-center gap-[10px] phone:items-start">
      <Thumb image={first?.image ?? null} />
      <div className="min-w-0">
        <div className="flex items-baseline gap-[6px]">
          <span className="cut font-medium phone:whitespace-normal!" title={title}>
            {title}
          </span>
          {first && first.quantity > 1 && (
            <span className="shrink-0 text-12 font-semibold text-accent">×{first.quantity}</span>
          )}
          {rest.length > 0 && (
            <span
              className="shrink-0 text-12 text-text-2"
              title={rest.map((line) => `${line.title} ×${line.quantity}`).join('\n')}
            >
              {t('orders.more_lines', { count: rest.length })}
            </span>
          )}
        </div>
        <div className="flex items-center gap-[6px] text-12 text-text-3">
          <MarketplaceMark id={row.marketplace} />
          <span className="cut tnum">{[`№ ${row.key}`, own].filter(Boolean).join(' · ')}</span>
        </div>
      </div>
    </div>
  );
}

/** The next step, the label, giving up. While a change is under way they rest and say so, and the keyboard stays. */
function Acts({ row, may, onAct, onDecide }: Pick<Props, 'row' | 'may' | 'onAct' | 'onDecide'>) {
  const { t } = useTranslation();
  const waits = row.change?.state === 'waiting';
  const why = row.change && !waits ? t('orders.under_way') : undefined;
  const next = nextOf(row);
  const named = (act: string) => t('orders.act_of', { act: t(`orders.do.${act}`), number: row.key });
  return (
    <span className="inline-flex max-w-full items-center justify-end gap-1 phone:flex phone:justify-start phone:pl-9">
      {waits && may.decide && (
        <Button
          size="s"
          icon={<Hand size={14} aria-hidden="true" />}
          aria-label={t('orders.decide_of', { number: row.key })}
          onClick={onDecide}
        >
          {t('orders.decide')}
        </Button>
      )}
      {!waits && next && may.step && (
        <Button size="s" why={why} aria-label={named(next)} onClick={() => onAct(next)}>
          {t(`orders.do.${next}`)}
        </Button>
      )}
      {row.acts.includes('label') && may.files && (
        <IconButton
          small
          label={named('label')}
          icon={<Printer size={16} aria-hidden="true" />}
          onClick={() => onAct('label')}
        />
      )}
      {!waits && row.acts.includes('cancel') && may.step && (
        <IconButton
          small
          why={why}
          label={named('cancel')}
          icon={<X size={16} aria-hidden="true" />}
          onClick={() => onAct('cancel')}
        />
      )}
    </span>
  );
}
