import type { Shop } from '../bindings/types';

/** When the feed of a shop that lags most was read: the age of its data is the age of their oldest part. Null while none was. */
export function oldestRead({ feeds }: Pick<Shop, 'feeds'>): number | null {
  const times = feeds.flatMap((feed) => (feed.last_ok_at ? [Date.parse(feed.last_ok_at)] : []));
  return times.length > 0 ? Math.min(...times) : null;
}
