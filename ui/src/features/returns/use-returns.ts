import { usePages } from '../../backend/query';
import type { ReturnQueue } from '../../bindings/types';
import { useRows } from '../../lib/use-rows';
import { useTab } from '../../lib/use-tab';

export const QUEUES = [
  'undecided',
  'waiting',
  'under_way',
  'closed',
] as const satisfies readonly ReturnQueue[];
const PAGE = 50;

/** The list of the page: tab, search, rows. All of it stands in the address. */
export function useReturns() {
  const { account, search, ...tab } = useTab<ReturnQueue>(QUEUES);
  const pages = usePages('returns_list', { account, queue: tab.queue, search, limit: PAGE });
  return { ...useRows(pages), ...tab, pages, page: pages.data?.pages[0] };
}

export type Returns = ReturnType<typeof useReturns>;
