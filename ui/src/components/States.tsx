import { CircleX, Clock, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../backend/failure';
import type { Code } from '../bindings/types';
import { cx } from '../lib/cx';
import { useErrorText } from '../lib/errors';
import { Button } from './Button';

/** Why it is empty, and one action. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  className,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cx('flex max-w-[44ch] flex-col items-start gap-1 p-[14px]', className)}>
      <Icon size={16} className="mb-1 text-text-3" aria-hidden="true" />
      <div className="font-semibold">{title}</div>
      {children && <div className="text-12 text-text-2">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** Grey bars of the final size; invisible for the first 150 ms, so that a quick answer never flickers. Words come after 2 s. */
export function Skeleton({
  rows = 4,
  words,
  className,
}: {
  rows?: number;
  words?: string;
  className?: string;
}) {
  const { t } = useTranslation();
  const slow = useAfter(2000);
  return (
    <div role="status" aria-busy="true" className={cx('flex flex-col gap-3 p-[14px]', className)}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
        <div key={i} className="skeleton h-2" style={{ width: `${60 + ((i * 37) % 40)}%` }} />
      ))}
      {slow ? (
        <span className="text-12 text-text-3">{words ?? t('common.reading')}</span>
      ) : (
        <span className="sr-only">{t('common.reading')}</span>
      )}
    </div>
  );
}

function useAfter(ms: number): boolean {
  const [past, setPast] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPast(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return past;
}

const PASSING: readonly Code[] = ['rate_limited', 'moving', 'other_host'];

/** What failed, what is shown meanwhile, what happens next. Stays in place: errors are never toasts. */
export function ErrorState({
  failure,
  meanwhile,
  onRetry,
  className,
}: {
  failure: Failure;
  meanwhile?: ReactNode;
  onRetry?: () => void;
  className?: string;
}) {
  const { t } = useTranslation();
  const text = useErrorText();
  const { title, next } = text(failure);
  // What passes by itself has a clock, not an alarm.
  const waits = PASSING.includes(failure.code);
  const Icon = waits ? Clock : CircleX;
  return (
    <div role="alert" className={cx('flex max-w-[52ch] flex-col items-start gap-1 p-[14px]', className)}>
      <Icon size={16} className={cx('mb-1', waits ? 'text-warn' : 'text-bad')} aria-hidden="true" />
      <div className="font-semibold">{title}</div>
      <div className="text-12 text-text-2">
        {next}
        {meanwhile && <> {meanwhile}</>}
      </div>
      {onRetry && (
        <Button size="s" className="mt-2" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

type Reading<T> = { data: T | undefined; error: Failure | null; isPending: boolean; refetch: () => unknown };

/** The three states of a read in one place: waits, fails or gives its data to `children`. A failed refetch keeps the old data and says so. */
export function Loaded<T>({
  read,
  rows,
  children,
}: {
  read: Reading<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const { t } = useTranslation();
  if (read.data !== undefined) {
    return (
      <>
        {read.error && (
          <ErrorState
            failure={read.error}
            meanwhile={t('common.shown_older')}
            onRetry={() => void read.refetch()}
          />
        )}
        {children(read.data)}
      </>
    );
  }
  if (read.error) return <ErrorState failure={read.error} onRetry={() => void read.refetch()} />;
  return <Skeleton rows={rows ?? 4} />;
}
