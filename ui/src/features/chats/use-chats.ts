import { usePages } from '../../backend/query';
import type { ChatQueue } from '../../bindings/types';
import { useRows } from '../../lib/use-rows';
import { useTab } from '../../lib/use-tab';

export const QUEUES = ['unanswered', 'answered', 'closed'] as const satisfies readonly ChatQueue[];
const PAGE = 50;

/** The list of the page: tab, search, rows. All of it stands in the address. */
export function useChats() {
  const { account, search, ...tab } = useTab<ChatQueue>(QUEUES);
  const pages = usePages('chats_list', { account, queue: tab.queue, search, limit: PAGE });
  return { ...useRows(pages), ...tab, pages, page: pages.data?.pages[0] };
}

export type Chats = ReturnType<typeof useChats>;
