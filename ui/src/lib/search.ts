import { useNavigate, useSearch } from '@tanstack/react-router';

type Value = string | number | boolean | undefined;

/** What of a page's state stands in the address, and how to change it. `push` leaves a way back, otherwise the entry is replaced. */
export function useAddress<S extends Record<string, Value>>(): [
  Partial<S>,
  (change: Partial<S>, how?: { push?: boolean }) => void,
] {
  const search: { [name: string]: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (change: Partial<S>, { push = false } = {}) =>
    void navigate({
      to: '.',
      search: (old: Record<string, unknown>) => ({ ...old, ...change }),
      replace: !push,
    } as never);
  return [search as Partial<S>, set];
}

/** A whole number from the address, or null: what stands there was typed by anyone. */
export function wholeOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : null;
}

/** One of the known words from the address, or the first of them. */
export function wordOf<W extends string>(value: unknown, known: readonly [W, ...W[]]): W {
  return known.find((one) => one === value) ?? known[0];
}
