import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import type { Change, ReturnRow } from '../../bindings/types';
import { useSaid } from '../../components/said';
import { WaitingDialog } from '../../components/WaitingDialog';

type Props = { row: ReturnRow; change: Change; onClose: () => void };

/** A decision that waits for a yes. */
export function WaitingReturn({ row, change, onClose }: Props) {
  const { t } = useTranslation();
  const said = useSaid();
  return (
    <WaitingDialog
      change={change}
      decide={useWrite('change_decide')}
      title={t('returns.waiting_title')}
      keep={t('returns.keep')}
      confirm={t('returns.confirm')}
      said={{ yes: t('prices.agreed'), no: t('returns.kept') }}
      onClose={onClose}
    >
      <p className="m-0 font-medium">{row.title}</p>
      <p className="m-0 mt-1 whitespace-pre-wrap break-words">{said(change.after ?? '')}</p>
    </WaitingDialog>
  );
}
