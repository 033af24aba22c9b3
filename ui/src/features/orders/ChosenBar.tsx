import { Printer, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ParcelAct, ParcelRow } from '../../bindings/types';
import { Button, IconButton } from '../../components/Button';
import type { May } from './OrderList';
import { sharedBy } from './steps';
import { type Orders, parcelKey } from './use-orders';

type Props = { orders: Orders; may: May; onAct: (act: ParcelAct, rows: ParcelRow[]) => void };

/** What can be done to all chosen orders at once. */
export function ChosenBar({ orders, may, onAct }: Props) {
  const { t } = useTranslation();
  const { chosen } = orders;
  if (chosen.length === 0) return null;
  const acts = sharedBy(chosen).filter((act) => (act === 'label' ? may.files : may.step));
  return (
    <section
      aria-label={t('orders.chosen_bar')}
      className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-selected px-5 py-2 phone:px-4"
    >
      <span className="mr-1 font-medium" aria-live="polite">
        {t('orders.chosen', { count: chosen.length })}
      </span>
      {acts.map((act) => (
        <Button
          key={act}
          size="s"
          look={act === 'cancel' ? 'danger' : 'secondary'}
          icon={act === 'label' && <Printer size={14} aria-hidden="true" />}
          onClick={() => onAct(act, chosen)}
        >
          {t(`orders.do.${act}`)}
        </Button>
      ))}
      {acts.length === 0 && <span className="text-12 text-text-2">{t('orders.nothing_shared')}</span>}
      <IconButton
        small
        label={t('orders.choose_none')}
        icon={<X size={14} aria-hidden="true" />}
        onClick={() => orders.choose(chosen.map(parcelKey), false)}
        className="ml-auto"
      />
    </section>
  );
}
