import { useKeys } from './keys';
import { useAddress } from './search';
import { stepIn } from './steps';

/** What names a row of a marketplace: the shop, and the marketplace's own name of it. */
export type Named = { account: number; key: string };

export function rowId({ account, key }: Named): string {
  return `${account}~${key}`;
}

function namedBy(address: unknown): Named | null {
  const found = typeof address === 'string' ? /^(\d+)~(.+)$/s.exec(address) : null;
  return found?.[1] && found[2] ? { account: Number(found[1]), key: found[2] } : null;
}

type Pages<R> = {
  data: { pages: { rows: R[] }[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

/** Rows of a list that is read page after page; the open one stands in the address, and keys walk through them. */
export function useRows<R extends Named>(pages: Pages<R>) {
  const [address, setAddress] = useAddress<{ row: string }>();
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const ids = rows.map(rowId);
  const named = namedBy(address.row);
  const open = named && rowId(named);
  const show = (id: string | null, how?: { push?: boolean }) => setAddress({ row: id ?? undefined }, how);
  const step = (by: 1 | -1) => {
    const next = stepIn(ids, open, by);
    if (next !== null) show(next);
    if (next === ids.at(-1) && pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  const [down, up, close] = [() => step(1), () => step(-1), () => show(null)];
  useKeys({ ArrowDown: down, ArrowUp: up, J: down, K: up, Escape: close });
  return { rows, open, named, row: rows.find((one) => rowId(one) === open) ?? null, show };
}
