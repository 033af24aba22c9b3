import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { CampaignDetail, CampaignRow, Period } from '../../bindings/types';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { ReadPanel } from '../../components/ReadPanel';
import { ErrorState } from '../../components/States';
import { useSaid } from '../../components/said';
import { UnderWay } from '../../components/UnderWay';
import type { Named } from '../../lib/use-rows';
import { Acts } from './Acts';
import { Budget } from './Budget';
import { CampaignStatus } from './CampaignStatus';
import { Days } from './Days';
import { Figures } from './Figures';
import { Items } from './Items';
import type { Wish } from './wish';

export type May = { propose: boolean; decide: boolean };
type Props = {
  named: Named;
  period: Period;
  may: May;
  onWish: (row: CampaignRow, wish: Wish) => void;
  onClose: () => void;
};

/** One campaign: its figures, what may be done with it, what is in it, day by day. */
export function CampaignPanel({ named: { account, key }, period, onClose, ...rest }: Props) {
  const read = useRead('campaign_get', { account, key, period }, { keep: true });
  return (
    <ReadPanel read={read} onClose={onClose}>
      {(detail, close) => <Detail detail={detail} close={close} {...rest} />}
    </ReadPanel>
  );
}

function Detail({
  detail,
  close,
  may,
  onWish,
}: Omit<Props, 'named' | 'period' | 'onClose'> & { detail: CampaignDetail; close: ReactNode }) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  const said = useSaid();
  const { row } = detail;
  const asked = { account: row.account, key: row.key };
  const acts = useRead('campaign_acts', asked, { enabled: may.propose });
  const pays = t([`ads.pays.${row.pays}`, 'ads.pays.other']);
  const wish = (next: Wish) => onWish(row, next);
  const free = may.propose && !row.change;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-[14px] px-5 py-[14px] phone:px-4">
      <header>
        <div className="flex items-center gap-2 text-12">
          <MarketplaceMark id={row.marketplace} />
          <span className="text-text-2">{name(row.marketplace)}</span>
          {close}
        </div>
        <h2 className="mt-1 break-words text-16 font-semibold tracking-[-0.01em]">{row.name}</h2>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <CampaignStatus state={row.state} />
          <span className="text-12 text-text-3">{[said(row.kind), pays].join(' · ')}</span>
        </div>
        <div className="fig mt-1 flex gap-2 text-text-2">
          <span className="text-text-3">{t('ads.budget')}</span>
          <div>
            <Budget row={row} />
          </div>
        </div>
      </header>
      <Figures figures={row.figures} />
      {row.change && <UnderWay change={row.change} />}
      {acts.error && <ErrorState failure={acts.error} className="p-0" />}
      <Acts row={row} acts={free ? acts.data : undefined} may={may} onWish={wish} />
      <Items detail={detail} acts={free ? acts.data : undefined} onWish={wish} />
      <Days days={detail.days} />
    </div>
  );
}
