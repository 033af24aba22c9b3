import { Square, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../bindings/types';
import { useErrorText } from '../lib/errors';
import { useFormats } from '../lib/use-formats';
import { Button } from './Button';

/** A bar of 6 px. `value` is 0..1; null = the total is not known, and a stripe says that it goes on. */
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
      {percent === undefined ? (
        <div className={`stripe h-full rounded-full ${tone}`} />
      ) : (
        <div className={`h-full rounded-full ${tone}`} style={{ width: `${percent}%` }} />
      )}
    </div>
  );
}

/** Long work: the true count with its unit, a Stop, and after its end what stays done and a way to put it aside. */
export function Progress({
  job,
  whose,
  onStop,
  onDismiss,
}: {
  job: Job;
  /** Whose work it is, where several stand together. */
  whose?: string | undefined;
  onStop?: (() => void) | undefined;
  onDismiss?: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const error = useErrorText();
  const count = useCount();
  const name = [t(job.title_key, t(`job.${job.kind}`)), whose].filter(Boolean).join(' · ');
  const over = job.state !== 'running' && job.state !== 'stopping';
  return (
    <div className="grid gap-2">
      <div className="flex items-baseline gap-2">
        <span className="font-medium">{name}</span>
        <span className="fig ml-auto text-text-3" aria-live="polite">
          {count(job)}
        </span>
      </div>
      <div className="flex items-center gap-3">
        {over ? (
          <span className="flex-1" />
        ) : (
          <Bar value={job.total ? job.done / job.total : null} label={name} className="flex-1" />
        )}
        {onStop && job.state === 'running' && (
          <Button size="s" icon={<Square size={12} aria-hidden="true" />} onClick={onStop}>
            {t('common.stop')}
          </Button>
        )}
        {onDismiss && over && (
          <Button size="s" icon={<X size={12} aria-hidden="true" />} onClick={onDismiss}>
            {t('common.close')}
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

/** `1 284 rows`, `1 284 of 3 910 rows`, `12 MB of 48 MB`. */
function useCount(): (job: Job) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ done, total, unit }) => {
    const figure = (value: number) => (unit === 'bytes' ? formats.bytes(value) : formats.number(value));
    const n = total === null ? figure(done) : t('common.n_of_m', { n: figure(done), m: figure(total) });
    return unit === 'bytes' ? n : t(`job.unit.${unit}`, { count: total ?? done, n });
  };
}
