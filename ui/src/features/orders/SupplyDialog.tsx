import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposals } from '../../backend/proposals';
import { useWrite } from '../../backend/query';
import type { SupplyRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { ErrorState, Skeleton } from '../../components/States';
import { say } from '../../components/Toast';
import { Judged } from './Judged';

/** A supply is handed over: what the rules say, then a yes. Leaving is no. */
export function SupplyDialog({ row, onClose }: { row: SupplyRow; onClose: () => void }) {
  const { t } = useTranslation();
  const propose = useWrite('supply_propose');
  const proposals = useProposals();
  const check = () =>
    proposals.check([
      () =>
        propose.mutateAsync({
          account: row.account,
          supply: row.key,
          name: row.name || row.key,
          act: 'hand_over',
        }),
    ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it opens
  useEffect(check, []);
  const agree = () =>
    proposals.confirm(() => {
      onClose();
      say({ text: t('orders.agreed') });
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('orders.leave_title')}
      description={t('orders.leave_what')}
      actions={
        <>
          <Button onClick={onClose}>{t('orders.leave')}</Button>
          <Button
            look="primary"
            why={proposals.found && proposals.open === 0 ? t('orders.refused') : undefined}
            busy={proposals.checking || proposals.agreeing}
            onClick={agree}
          >
            {t('orders.leave_yes')}
          </Button>
        </>
      }
    >
      <p className="m-0 flex items-center gap-2">
        <MarketplaceMark id={row.marketplace} />
        <span className="cut font-medium">{row.name || row.key}</span>
        <span className="ml-auto text-12 text-text-3">{row.key}</span>
      </p>
      {proposals.checking && <Skeleton rows={2} className="px-0" />}
      {proposals.found && <Judged found={proposals.found} />}
      {proposals.failure && <ErrorState failure={proposals.failure} onRetry={check} className="px-0 pb-0" />}
    </Dialog>
  );
}
