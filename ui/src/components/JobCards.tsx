import type { Failure } from '../backend/failure';
import type { Job } from '../bindings/types';
import { Card } from './Card';
import { Progress } from './Progress';
import { ErrorState } from './States';

type Act = ((id: string) => void) | undefined;
type Props = {
  jobs: readonly Job[];
  failure: Failure | null;
  onStop: Act;
  onDismiss: Act;
  /** Whose work a job is, where several stand together. */
  whose?: (job: Job) => string | undefined;
};

/** Long work, each with its true count, a Stop while it runs and a way to put it aside afterwards. */
export function JobCards({ jobs, failure, onStop, onDismiss, whose }: Props) {
  if (jobs.length === 0 && !failure) return null;
  return (
    <Card>
      <div className="grid gap-4">
        {jobs.map((job) => (
          <Progress
            key={job.id}
            job={job}
            whose={whose?.(job)}
            onStop={onStop && (() => onStop(job.id))}
            onDismiss={onDismiss && (() => onDismiss(job.id))}
          />
        ))}
        {failure && <ErrorState failure={failure} className="p-0" />}
      </div>
    </Card>
  );
}
