import type { ReactNode } from 'react';
import type { Failure } from '../backend/failure';
import { More } from './More';
import { ErrorState, Skeleton } from './States';

type Pages = {
  data: unknown;
  error: unknown;
  isFetching: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

type Props = {
  label: string;
  pages: Pages;
  /** No row came. */
  empty: boolean;
  /** Said instead of rows. */
  nothing: ReactNode;
  /** What is not offered, below the rows. */
  gaps: ReactNode;
  children: ReactNode;
};

/** A list that is read page after page: it waits, fails, is empty, or has rows and more of them. */
export function ListSection({ label, pages, empty, nothing, gaps, children }: Props) {
  return (
    <section
      className="@container min-h-0 min-w-0 overflow-y-auto"
      data-keys="rows"
      aria-label={label}
      aria-busy={pages.isFetching}
    >
      {pages.error != null && (
        <ErrorState failure={pages.error as Failure} onRetry={() => void pages.refetch()} />
      )}
      {!pages.data && pages.error == null && <Skeleton rows={12} className="px-5 py-4" />}
      {pages.data != null && empty && nothing}
      {!empty && children}
      <More pages={pages} />
      {gaps}
    </section>
  );
}
