import type { Bid, Money } from '../../bindings/types';
import { useFormats } from '../../lib/use-formats';

/** Hundredths of a percent are typed and shown like sums of two decimals. */
const SHARE: Money = { minor: 0, currency: '%', exponent: 2 };

/** The units in which a bid is typed. */
export function bidUnits({ money, share }: Bid): Money {
  return money ?? { ...SHARE, minor: share ?? 0 };
}

/** A bid for people: an amount, or a share of the price. */
export function useBid(): (bid: Bid) => string {
  const formats = useFormats();
  return ({ money, share }) =>
    money ? formats.money(money, 'auto') : formats.percent((share ?? 0) / 100, (share ?? 0) % 100 ? 2 : 0);
}
