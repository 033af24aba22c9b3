import type { Job } from '../bindings/types';
import { Card } from './Card';
import { Progress } from './Progress';

type Act = ((id: string) => void) | undefined;

/** Long work, each with its true count, a Stop while it runs and a way to put it aside afterwards. */
export function JobCards({ jobs, onStop, onDismiss }: { jobs: readonly Job[]; onStop: Act; onDismiss: Act }) {
  if (jobs.length === 0) return null;
  return (
    <Card>
      <div className="grid gap-4">
        {jobs.map((job) => (
          <Progress
            key={job.id}
            job={job}
            onStop={onStop && (() => onStop(job.id))}
            onDismiss={onDismiss && (() => onDismiss(job.id))}
          />
        ))}
      </div>
    </Card>
  );
}
