import type { Job } from '../bindings/types';
import { useRead, useWrite } from './query';
import { useMay } from './session';

/** Long work of these kinds that is under way, or that ended and nobody has put aside yet. `account` narrows it to one shop. */
export function useJobs(kinds: readonly Job['kind'][], account?: number) {
  const read = useRead('jobs_list', {});
  const stop = useWrite('job_stop');
  const dismiss = useWrite('job_dismiss');
  const may = useMay('job_stop');
  const jobs = (read.data ?? []).filter(
    (job) =>
      kinds.includes(job.kind) && job.state !== 'done' && (account === undefined || job.account === account),
  );
  return {
    jobs,
    failure: stop.error ?? dismiss.error,
    onStop: may ? (id: string) => stop.mutate({ id }) : undefined,
    onDismiss: may ? (id: string) => dismiss.mutate({ id }) : undefined,
  };
}
