import { useEffect, useRef, useState } from 'react';
import { useAccount } from './account';
import { useAddress, wordOf } from './search';
import { useSettled } from './use-settled';

const TYPING_MS = 250;

/** The tab of a list and the words that it is filtered by. Both stand in the address, with the row that is open. */
export function useTab<Q extends string>(queues: readonly [Q, ...Q[]]) {
  const [address, setAddress] = useAddress<{ queue: string; search: string; row: string }>();
  const account = useAccount();
  const searchBox = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(String(address.search ?? ''));
  const search = useSettled(text.trim(), TYPING_MS);
  useEffect(() => {
    if (String(address.search ?? '') !== search) setAddress({ search: search || undefined });
  });
  return {
    queue: wordOf<Q>(address.queue, queues),
    account,
    text,
    search: search || null,
    searchBox,
    filtered: search !== '',
    setText,
    setQueue: (next: Q) => setAddress({ queue: next, row: undefined }),
    clear: () => setText(''),
  };
}
