import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import type { Change, ParcelRow } from '../../bindings/types';
import { WaitingDialog } from '../../components/WaitingDialog';
import { OrdersOf } from './OrdersOf';

type Props = { row: ParcelRow; change: Change; onClose: () => void };

/** A step that waits for a yes. */
export function WaitingStep({ row, change, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <WaitingDialog
      change={change}
      decide={useWrite('change_decide')}
      title={t('orders.waiting_title')}
      keep={t('orders.leave')}
      confirm={t('orders.agree')}
      said={{ yes: t('orders.agreed'), no: t('orders.left') }}
      onClose={onClose}
    >
      <OrdersOf rows={[row]} />
      <p className="m-0 mt-3 text-16 font-semibold">
        {change.after && t([`orders.do.${change.after}`, change.after])}
      </p>
    </WaitingDialog>
  );
}
