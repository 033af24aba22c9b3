import {
  keepPreviousData,
  type Query,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { CALLS, type CallName, type Calls } from '../bindings/calls';
import type { Tag } from '../bindings/types';
import { call } from './call';
import { asFailure, type Failure } from './failure';

/** The client of all server state. The engine is on this machine: no network mode, no polling, no refetch on focus. */
export function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        retry: shouldRetry,
        retryDelay: 600,
      },
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  });
}

function shouldRetry(count: number, thrown: unknown): boolean {
  const code = asFailure(thrown).code;
  return count < 2 && (code === 'unreachable' || code === 'internal');
}

/** Whether a cached read shows something that these tags changed. */
export function shows(query: Query, tags: readonly Tag[]): boolean {
  const name = query.queryKey[0];
  if (typeof name !== 'string' || !(name in CALLS)) return false;
  return CALLS[name as CallName].provides.some((tag) => tags.includes(tag));
}

export function invalidate(client: QueryClient, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return Promise.resolve();
  return client.invalidateQueries({ predicate: (query) => shows(query, tags) });
}

/**
 * Invalidates for a stream of change events, one round at a time. Answers on their way come first: a busy engine tells of
 * changes faster than a busy page reads, and a read that each change begins anew would never end.
 */
export function freshener(client: QueryClient): (tags: readonly Tag[]) => void {
  const waiting = new Set<Tag>();
  let running = false;
  const run = async () => {
    running = true;
    while (waiting.size > 0) {
      const busy = client.getQueryCache().findAll({
        predicate: (query) => query.state.fetchStatus === 'fetching' && shows(query, [...waiting]),
      });
      await Promise.allSettled(busy.map((query) => query.promise));
      const tags = [...waiting];
      waiting.clear();
      await invalidate(client, tags).catch(() => undefined);
    }
    running = false;
  };
  return (tags) => {
    for (const tag of tags) waiting.add(tag);
    if (!running) void run();
  };
}

type ReadOptions = { enabled?: boolean; keep?: boolean };

/** Reads by a call; refetched when a write or an event changes one of the tags that it provides. `keep` shows old rows while new ones load. */
export function useRead<N extends CallName>(
  name: N,
  args: Calls[N]['args'],
  { enabled = true, keep = false }: ReadOptions = {},
) {
  return useQuery<Calls[N]['result'], Failure>({
    queryKey: [name, args],
    queryFn: () => call(name, args),
    enabled,
    placeholderData: keep ? (keepPreviousData as never) : undefined,
  });
}

type Paged = { [N in CallName]: Calls[N]['args'] extends { after: string | null } ? N : never }[CallName];

/** Reads page after page by the cursor `after` / `next`. */
export function usePages<N extends Paged>(
  name: N,
  args: Omit<Calls[N]['args'], 'after'>,
  { enabled = true }: ReadOptions = {},
) {
  return useInfiniteQuery({
    queryKey: [name, args, 'pages'],
    queryFn: ({ pageParam }) => call(name, { ...args, after: pageParam } as Calls[N]['args']),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Calls[N]['result']) => (last as { next: string | null }).next,
    enabled,
  });
}

type After<R> = { onSuccess?: (result: R) => void; onError?: (failure: Failure) => void };

/**
 * Writes by a call; what it invalidates comes from the table of the contract, never from the screen. `onSuccess` is called
 * even when the caller is gone by then: a change event often takes the form off the screen before the answer arrives.
 */
export function useWrite<N extends CallName>(name: N) {
  type Result = Calls[N]['result'];
  const client = useQueryClient();
  const mutation = useMutation<Result, Failure, Calls[N]['args']>({
    mutationKey: [name],
    mutationFn: (args) => call(name, args),
    onSettled: () => {
      void invalidate(client, CALLS[name].invalidates);
    },
  });
  const mutate = (args: Calls[N]['args'], after: After<Result> = {}) => {
    mutation.mutateAsync(args).then(after.onSuccess, (thrown) => after.onError?.(asFailure(thrown)));
  };
  return { ...mutation, mutate };
}
