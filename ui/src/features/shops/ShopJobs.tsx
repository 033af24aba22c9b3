import { useRead, useWrite } from '../../backend/query';
import { useMay } from '../../backend/session';
import type { Job } from '../../bindings/types';
import { Card } from '../../components/Card';
import { Progress } from '../../components/Progress';

const SHOWN: readonly Job['kind'][] = ['first_sync', 'sync', 'demo'];

/** Loads that are under way, each with its true count and a Stop. `account` narrows them to one shop. */
export function ShopJobs({ account }: { account?: number }) {
  const jobs = useRead('jobs_list', {});
  const stop = useWrite('job_stop');
  const may = useMay('job_stop');
  const own = (jobs.data ?? []).filter(
    (job) =>
      SHOWN.includes(job.kind) && job.state !== 'done' && (account === undefined || job.account === account),
  );
  if (own.length === 0) return null;
  return (
    <Card>
      <div className="grid gap-4">
        {own.map((job) => (
          <Progress key={job.id} job={job} onStop={may ? () => stop.mutate({ id: job.id }) : undefined} />
        ))}
      </div>
    </Card>
  );
}
