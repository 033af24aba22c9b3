import { useEffect, useRef, useState } from 'react';
import { usePages } from '../../backend/query';
import type { ParcelQueue, ParcelRow } from '../../bindings/types';
import { useAccount } from '../../lib/account';
import { useAddress, wordOf } from '../../lib/search';
import { useSettled } from '../../lib/use-settled';

const PAGE = 50;
const TYPING_MS = 250;

export const VIEWS = ['parcels', 'supplies', 'documents'] as const;
export type View = (typeof VIEWS)[number];
export const QUEUES = ['to_do', 'new', 'packing', 'packed', 'handed_over', 'cancelled'] as const;
type Address = { view: string; queue: string; search: string };

/** What the page shows: which view, which queue, which words. All of it stands in the address. */
export function useOrders() {
  const [address, setAddress] = useAddress<Address>();
  const account = useAccount();
  const searchBox = useRef<HTMLInputElement>(null);
  const view = wordOf(address.view, VIEWS);
  const queue = wordOf(address.queue, QUEUES);
  const [text, setText] = useState(String(address.search ?? ''));
  const search = useSettled(text.trim(), TYPING_MS);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const pages = usePages('parcels_list', { account, queue, search: search || null, limit: PAGE });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  useEffect(() => {
    if (String(address.search ?? '') !== search) setAddress({ search: search || undefined });
  });
  return {
    account,
    view,
    queue,
    text,
    pages,
    rows,
    searchBox,
    page: pages.data?.pages[0],
    /** The chosen rows that are still there. */
    chosen: rows.filter((row) => chosen.has(parcelKey(row))),
    filtered: Boolean(search),
    setText,
    setView: (next: View) => setAddress({ view: next === 'parcels' ? undefined : next }),
    setQueue: (next: ParcelQueue) => {
      setChosen(new Set());
      setAddress({ queue: next === 'to_do' ? undefined : next });
    },
    choose: (keys: readonly string[], on: boolean) =>
      setChosen((old) => new Set(on ? [...old, ...keys] : [...old].filter((key) => !keys.includes(key)))),
    clear: () => setText(''),
  };
}

export type Orders = ReturnType<typeof useOrders>;

/** A parcel is one of a number in a shop. */
export function parcelKey({ account, key }: Pick<ParcelRow, 'account' | 'key'>): string {
  return JSON.stringify([account, key]);
}
