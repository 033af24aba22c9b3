import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import type { Change, PriceRow } from '../../bindings/types';
import { useSaid } from '../../components/said';
import { WaitingDialog } from '../../components/WaitingDialog';
import { useFormats } from '../../lib/use-formats';
import { PriceOf } from './PriceOf';

type Props = { row: PriceRow; change: Change; onClose: () => void };

/** A new price that waits for a yes. */
export function WaitingPrice({ row, change, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const said = useSaid();
  const from = change.before ? said(change.before) : formats.money(row.price, 'auto');
  const to = change.after ? said(change.after) : '—';
  return (
    <WaitingDialog
      change={change}
      decide={useWrite('change_decide')}
      title={t('prices.waiting_title')}
      keep={t('prices.keep')}
      confirm={t('prices.confirm', { to, from })}
      said={{ yes: t('prices.agreed'), no: t('prices.kept') }}
      onClose={onClose}
    >
      <PriceOf row={row} />
      <p className="tnum m-0 text-16">
        <s className="text-text-3">{from}</s> → <span className="font-semibold">{to}</span>
      </p>
    </WaitingDialog>
  );
}
