import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../bindings/types';
import { useErrorText } from '../lib/errors';
import { useFormats } from '../lib/use-formats';
import { Button } from './Button';

/** A bar of 6 px. `value` is 0..1; null = the total is not known yet. */
export function Bar({
  value,
  label,
  tone = 'bg-c1',
  className = '',
}: {
  value: number | null;
  label: string;
  tone?: string;
  className?: string;
}) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={`h-[6px] overflow-hidden rounded-full bg-sunken dark:bg-line ${className}`}
    >
      <div
        className={`h-full rounded-full ${tone} ${percent === undefined ? 'opacity-50' : ''}`}
        style={{ width: `${percent ?? 30}%` }}
      />
    </div>
  );
}

/** Long work: the true count, a Stop, and after Stop what stays done. */
export function Progress({ job, title, onStop }: { job: Job; title?: string; onStop?: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const error = useErrorText();
  const name = title ?? t(job.title_key, t(`job.${job.kind}`));
  const count =
    job.total === null
      ? formats.number(job.done)
      : t('common.n_of_m', { n: formats.number(job.done), m: formats.number(job.total) });
  return (
    <div className="grid gap-2">
      <div className="flex items-baseline gap-2">
        <span className="font-medium">{name}</span>
        <span className="fig ml-auto text-text-3" aria-live="polite">
          {count}
        </span>
      </div>
      <div className="flex items-center gap-3">
        <Bar value={job.total ? job.done / job.total : null} label={name} className="flex-1" />
        {onStop && job.state === 'running' && (
          <Button size="s" icon={<Square size={12} aria-hidden="true" />} onClick={onStop}>
            {t('common.stop')}
          </Button>
        )}
      </div>
      {job.state !== 'running' && job.state !== 'done' && (
        <p className="text-12 text-text-2" role="status">
          {job.state === 'failed' && job.problem ? error(job.problem).title : t(`job.state.${job.state}`)}
          {job.keeps && <> {t('job.keeps', { what: t(job.keeps, job.keeps) })}</>}
        </p>
      )}
    </div>
  );
}
