import { useNavigate, useSearch } from '@tanstack/react-router';

/** The shop chosen in the top bar (`?account=3`), or null for all of them. It stays in the address while one walks the pages. */
export function useAccount(): number | null {
  const search: { account?: unknown } = useSearch({ strict: false });
  return typeof search.account === 'number' ? search.account : null;
}

export function useSetAccount(): (account: number | null) => void {
  const navigate = useNavigate();
  return (account) =>
    void navigate({
      to: '.',
      search: (old: Record<string, unknown>) => ({ ...old, account: account ?? undefined }),
    } as never);
}
