import { useEffect, useRef, useState } from 'react';
import { usePages, useRead } from '../../backend/query';
import type { PriceRow } from '../../bindings/types';
import { useAccount } from '../../lib/account';
import { useAddress } from '../../lib/search';
import { useSettled } from '../../lib/use-settled';

const PAGE = 50;
const TYPING_MS = 250;
/** Held prices are counted up to here. */
const COUNTED = 100;

type Address = { search: string; held: boolean };

/** The list of the page: filters and rows. The filters stand in the address. */
export function usePrices() {
  const [address, setAddress] = useAddress<Address>();
  const account = useAccount();
  const searchBox = useRef<HTMLInputElement>(null);
  const held = address.held === true;
  const [text, setText] = useState(String(address.search ?? ''));
  const search = useSettled(text.trim(), TYPING_MS);
  const pages = usePages('prices_list', { account, held, search: search || null, limit: PAGE });
  const waiting = { account, held: true, search: null, after: null, limit: COUNTED };
  const counted = useRead('prices_list', waiting, { keep: true }).data;
  useEffect(() => {
    if (String(address.search ?? '') !== search) setAddress({ search: search || undefined });
  });
  return {
    held,
    text,
    pages,
    searchBox,
    rows: pages.data?.pages.flatMap((page) => page.rows) ?? [],
    page: pages.data?.pages[0],
    /** How many prices are held back; `more` than were counted. */
    heldBack: { count: counted?.rows.length ?? 0, more: counted?.next != null },
    filtered: Boolean(held || search),
    setText,
    setHeld: (next: boolean) => setAddress({ held: next || undefined }),
    clear: () => {
      setText('');
      setAddress({ held: undefined });
    },
  };
}

export type Prices = ReturnType<typeof usePrices>;

/** A price is one of a listing and a size in a shop. */
export function priceKey({ account, listing_key, variant }: PriceRow): string {
  return JSON.stringify([account, listing_key, variant]);
}
