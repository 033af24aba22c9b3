import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import type { CampaignRow, Change } from '../../bindings/types';
import { useSaid } from '../../components/said';
import { WaitingDialog } from '../../components/WaitingDialog';

type Props = { row: CampaignRow; change: Change; onClose: () => void };

/** A step of a campaign that waits for a yes. */
export function WaitingStep({ row, change, onClose }: Props) {
  const { t } = useTranslation();
  const said = useSaid();
  return (
    <WaitingDialog
      change={change}
      decide={useWrite('change_decide')}
      title={t('ads.waiting_title')}
      keep={t('ads.keep')}
      confirm={t('ads.confirm')}
      said={{ yes: t('prices.agreed'), no: t('ads.kept') }}
      onClose={onClose}
    >
      <p className="m-0 font-medium">{row.name}</p>
      <p className="tnum m-0 mt-1 text-16">
        {change.before && (
          <>
            <s className="text-text-3">{said(change.before)}</s> →{' '}
          </>
        )}
        <span className="font-semibold">{said(change.after ?? '')}</span>
      </p>
    </WaitingDialog>
  );
}
