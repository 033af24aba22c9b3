import type { ParcelAct, ParcelRow } from '../../bindings/types';

/** Steps that are not the next one of anything: a label is no step, giving up is never the way on. */
const ASIDE: readonly ParcelAct[] = ['label', 'cancel'];

/** The next step of a parcel, if the marketplace names one. */
export function nextOf(row: ParcelRow): ParcelAct | undefined {
  return row.acts.find((act) => !ASIDE.includes(act));
}

/** What can be done to all of them at once. Marks are codes of one parcel's pieces. */
export function sharedBy(rows: readonly ParcelRow[]): ParcelAct[] {
  const [first, ...rest] = rows;
  const free = rows.every((row) => row.change === null);
  return (first?.acts ?? [])
    .filter((act) => act !== 'mark' && (free || act === 'label'))
    .filter((act) => rest.every((row) => row.acts.includes(act)));
}

/** Rows by shop, in their order. */
export function byShop<R extends { account: number }>(rows: readonly R[]): Map<number, R[]> {
  const shops = new Map<number, R[]>();
  for (const row of rows) shops.set(row.account, [...(shops.get(row.account) ?? []), row]);
  return shops;
}
