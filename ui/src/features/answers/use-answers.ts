import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { usePages, useRead } from '../../backend/query';
import type { AnswerKind, AnswerQueue } from '../../bindings/types';
import { useAccount } from '../../lib/account';
import { useAddress, wholeOf, wordOf } from '../../lib/search';
import { besides, stepIn } from '../../lib/steps';
import { useSettled } from '../../lib/use-settled';
import { queueOf } from './looks';

/** The waiting queue comes first where a person is asked for, and stands first in the address when it is left out. */
export const QUEUES = ['waiting', 'unanswered', 'draft', 'sent', 'rejected'] as const;
const PAGE = 50;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NO_DAYS = { from: undefined, to: undefined };
const PATH: Record<AnswerKind, string> = { review: '/reviews', question: '/questions' };
const TYPING_MS = 250;

type Address = {
  queue: AnswerQueue;
  id: number;
  rating: number;
  search: string;
  edit: number;
  from: string;
  to: string;
};

/** The list of a page: which queue, which rows, which row is open. All of it stands in the address. */
export function useAnswers(kind: AnswerKind, wide: boolean) {
  const [address, setAddress] = useAddress<Address>();
  const router = useRouter();
  const account = useAccount();
  const queue = wordOf<AnswerQueue>(address.queue, QUEUES);
  const rating = kind === 'review' ? wholeOf(address.rating) : null;
  const [text, setText] = useState(String(address.search ?? ''));
  const search = useSettled(text.trim(), TYPING_MS);
  const days = daysOf(address);
  const pages = usePages('answers_list', {
    kind,
    queue,
    account,
    rating,
    search: search || null,
    answered_from: days?.from ?? null,
    answered_to: days?.to ?? null,
    limit: PAGE,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const ids = rows.map((row) => row.id);
  const [closed, setClosed] = useState(false);
  const named = wholeOf(address.id);
  const chosen = useRef<number | null>(null);
  const open = named ?? (wide && !closed ? (ids[0] ?? null) : null);

  useEffect(() => {
    if (open === named) return;
    chosen.current = open;
    setAddress({ id: open ?? undefined });
  });
  useEffect(() => {
    if ((address.search ?? '') !== search) setAddress({ search: search || undefined });
  });

  // A row that came by its number alone (from the palette, from a link) may stand in another queue: that one is opened.
  const foreign = named !== null && named !== chosen.current && address.queue === undefined;
  const lost = foreign && pages.data !== undefined && !ids.includes(named);
  const found = useRead('answer_get', { kind, id: named ?? 0 }, { enabled: lost }).data;
  useEffect(() => {
    const own = found && queueOf(found.row.state);
    if (lost && own && own !== queue) setAddress({ queue: own });
  });

  const show = (id: number | null, how?: { push?: boolean }) => {
    setClosed(id === null);
    chosen.current = id;
    setAddress({ id: id ?? undefined, edit: undefined }, how);
  };
  return {
    queue,
    rating,
    text,
    days,
    rows,
    ids,
    open,
    pages,
    /** Rows of the queue, also those that are not loaded yet. */
    total: search || days ? ids.length : Math.max(ids.length, pages.data?.pages[0]?.counts[queue] ?? 0),
    startsEditing: address.edit === 1,
    setText,
    show,
    setQueue: (next: AnswerQueue) => {
      setClosed(false);
      setAddress({
        queue: next === QUEUES[0] ? undefined : next,
        ...NO_DAYS,
        id: undefined,
        edit: undefined,
      });
    },
    allDays: () => setAddress({ ...NO_DAYS, id: undefined }),
    setRating: (next: number | null) => setAddress({ rating: next ?? undefined, id: undefined }),
    step: (by: 1 | -1) => {
      const next = stepIn(ids, open, by);
      if (next !== null) show(next);
      if (next === ids.at(-1) && pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
    /**
     * A decided row leaves its queue: the next one takes its place, if the person is still there. The answer may come late, and
     * whoever has gone to another row, queue, shop or page must not be moved from it.
     */
    goOn: (gone: number) => {
      const { pathname, search: now } = router.latestLocation;
      const there = now as Partial<Address> & { account?: number };
      const same =
        pathname === PATH[kind] &&
        wholeOf(there.id) === gone &&
        wordOf<AnswerQueue>(there.queue, QUEUES) === queue &&
        (there.account ?? null) === account;
      if (same) show(besides(ids, gone));
    },
  };
}

/** The days from the address, where only what was answered then is wanted. */
function daysOf({ from, to }: Partial<Address>): { from: string; to: string } | null {
  const [first, last] = [String(from), String(to)];
  return DAY.test(first) && DAY.test(last) ? { from: first, to: last } : null;
}

export type Answers = ReturnType<typeof useAnswers>;
