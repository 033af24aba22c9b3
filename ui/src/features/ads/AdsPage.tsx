import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { useMay } from '../../backend/session';
import type { CampaignRow } from '../../bindings/types';
import { mayWrite } from '../../components/Gaps';
import { ListPage } from '../../components/ListPage';
import { rowId } from '../../lib/use-rows';
import { AdsHead } from './AdsHead';
import { BidDialog } from './BidDialog';
import { BudgetDialog } from './BudgetDialog';
import { CampaignList } from './CampaignList';
import { CampaignPanel } from './CampaignPanel';
import { StepDialog } from './StepDialog';
import { useAds } from './use-ads';
import { WaitingStep } from './WaitingStep';
import type { Wish } from './wish';

/** Campaigns, what they cost and brought, and handling them. */
export function AdsPage() {
  const { t } = useTranslation();
  const ads = useAds();
  const shops = useRead('shops_list', {}).data ?? [];
  const may = { propose: useMay('campaign_propose'), decide: useMay('change_decide') };
  const [wish, setWish] = useState<{ row: CampaignRow; wish: Wish } | null>(null);
  const { named, show } = ads;
  return (
    <>
      <ListPage
        title={t('nav.ads')}
        label={t('ads.panel')}
        head={<AdsHead ads={ads} shops={shops} />}
        list={<CampaignList ads={ads} shops={shops} />}
        panel={
          named && (
            <CampaignPanel
              key={rowId(named)}
              named={named}
              period={ads.period}
              may={{ ...may, propose: may.propose && mayWrite(shops, named.account, 'ads') }}
              onWish={(row, next) => setWish({ row, wish: next })}
              onClose={() => show(null)}
            />
          )
        }
      />
      {wish && <Wanted {...wish} onClose={() => setWish(null)} />}
    </>
  );
}

function Wanted({ row, wish, onClose }: { row: CampaignRow; wish: Wish; onClose: () => void }) {
  switch (wish.kind) {
    case 'step':
      return <StepDialog row={row} act={wish.act} onClose={onClose} />;
    case 'budget':
      return <BudgetDialog row={row} per={wish.per} onClose={onClose} />;
    case 'bid':
      return <BidDialog row={row} item={wish.item} out={wish.out} onClose={onClose} />;
    case 'decide':
      return <WaitingStep row={row} change={wish.change} onClose={onClose} />;
  }
}
