import { useJobs } from '../../backend/jobs';
import { useRead } from '../../backend/query';
import type { Job } from '../../bindings/types';
import { JobCards } from '../../components/JobCards';
import { useMarketplaceName } from '../../components/MarketplaceMark';

const READINGS = ['first_sync', 'sync'] as const;

/** Readings of all shops, each with its shop's name, or of one. */
export function ShopJobs({ account }: { account?: number }) {
  const shops = useRead('shops_list', {}, { enabled: account === undefined }).data;
  const marketplace = useMarketplaceName();
  const whose = (job: Job) => {
    const shop = account === undefined ? shops?.find((one) => one.id === job.account) : undefined;
    return shop && `${marketplace(shop.marketplace)}, ${shop.name}`;
  };
  return <JobCards {...useJobs(READINGS, account)} whose={whose} />;
}
