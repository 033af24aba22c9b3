import { usePages } from '../../backend/query';
import type { CampaignQueue, Period } from '../../bindings/types';
import { useAccount } from '../../lib/account';
import { useAddress, wordOf } from '../../lib/search';
import { useRows } from '../../lib/use-rows';

export const QUEUES = ['active', 'paused', 'ended'] as const satisfies readonly CampaignQueue[];
export const PERIODS = ['7d', 'today', '30d'] as const satisfies readonly Period[];
const PAGE = 50;

type Address = { queue: string; days: string; row: string };

/** The list of the page: tab, days, rows. All of it stands in the address. */
export function useAds() {
  const [address, setAddress] = useAddress<Address>();
  const account = useAccount();
  const queue = wordOf<CampaignQueue>(address.queue, QUEUES);
  const period = wordOf<(typeof PERIODS)[number]>(address.days, PERIODS);
  const pages = usePages('ads_list', { account, queue, period, limit: PAGE });
  return {
    ...useRows(pages),
    queue,
    period,
    pages,
    page: pages.data?.pages[0],
    setQueue: (next: CampaignQueue) => setAddress({ queue: next, row: undefined }),
    setPeriod: (next: string) => setAddress({ days: next }),
  };
}

export type Ads = ReturnType<typeof useAds>;
