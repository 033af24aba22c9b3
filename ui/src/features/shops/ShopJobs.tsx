import { useJobs } from '../../backend/jobs';
import { JobCards } from '../../components/JobCards';

const READINGS = ['first_sync', 'sync'] as const;

/** Readings of all shops, or of one. */
export function ShopJobs({ account }: { account?: number }) {
  return <JobCards {...useJobs(READINGS, account)} />;
}
