import { useEffect, useRef, useState } from 'react';
import { usePages } from '../../backend/query';
import { useAccount } from '../../lib/account';
import { useAddress, wholeOf, wordOf } from '../../lib/search';
import { stepIn } from '../../lib/steps';
import { useSettled } from '../../lib/use-settled';
import { CHANGES } from './changes';

export const ACTS = [
  '',
  'answered_review',
  'answered_question',
  'asked_person',
  'refused_answer',
  'approved',
  'rejected',
  'cancelled_send',
  ...CHANGES,
  'undid',
  'alert_raised',
  'connected_shop',
  'replaced_key',
  'changed_setting',
] as const;
export const OUTCOMES = [
  '',
  'verified',
  'sent',
  'waiting',
  'refused',
  'failed',
  'unknown',
  'undone',
  'noted',
] as const;
const PAGE = 60;
const TYPING_MS = 250;

type Address = { id: number; act: string; outcome: string; undoable: boolean; search: string; undo: number };

/** The log's list: filters, rows, the open row. All of it stands in the address. */
export function useActs() {
  const [address, setAddress] = useAddress<Address>();
  const account = useAccount();
  const searchBox = useRef<HTMLInputElement>(null);
  const act = wordOf<(typeof ACTS)[number]>(address.act, ACTS);
  const outcome = wordOf<(typeof OUTCOMES)[number]>(address.outcome, OUTCOMES);
  const undoable = address.undoable === true;
  const [text, setText] = useState(String(address.search ?? ''));
  const search = useSettled(text.trim(), TYPING_MS);
  const pages = usePages('activity_list', {
    account,
    act: act || null,
    outcome: outcome || null,
    undoable,
    search: search || null,
    limit: PAGE,
  });
  useEffect(() => {
    if (String(address.search ?? '') !== search) setAddress({ search: search || undefined });
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const ids = rows.map((row) => row.id);
  const open = wholeOf(address.id);
  const show = (id: number | null, how?: { push?: boolean }) =>
    setAddress({ id: id ?? undefined, undo: undefined }, how);
  return {
    act,
    outcome,
    undoable,
    text,
    rows,
    open,
    pages,
    searchBox,
    undoing: address.undo === 1,
    filtered: Boolean(act || outcome || undoable || search),
    setText,
    setAct: (next: string) => setAddress({ act: next || undefined }),
    setOutcome: (next: string) => setAddress({ outcome: next || undefined }),
    setUndoable: (next: boolean) => setAddress({ undoable: next || undefined }),
    clear: () => {
      setText('');
      setAddress({ act: undefined, outcome: undefined, undoable: undefined });
    },
    show,
    /** Opens the row with its undo dialog; null closes the dialog and leaves the row open. */
    undo: (id: number | null) => setAddress(id === null ? { undo: undefined } : { id, undo: 1 }),
    step: (by: 1 | -1) => {
      const next = stepIn(ids, open, by);
      if (next !== null) show(next);
      if (next === ids.at(-1) && pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
  };
}

export type Acts = ReturnType<typeof useActs>;
