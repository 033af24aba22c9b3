import type { Money, PriceRow, ProposePrice } from '../../bindings/types';
import { typable, typedMoney } from '../../lib/amounts';

/** The three sums as they are typed. */
export type Typed = { price: string; before: string; least: string };
export type Field = keyof Typed;

/** What the fields begin with. */
export function typedOf(row: PriceRow, point: string): Typed {
  const text = (money: Money | null) => (money ? typable(money, point) : '');
  return { price: text(row.price), before: text(row.before), least: text(row.least) };
}

/** Fields whose text is no sum. Only the price must be there. */
export function wrongIn(row: PriceRow, typed: Typed): Field[] {
  const sum = (text: string) => typedMoney(text, row.price);
  return (['price', 'before', 'least'] as const).filter((field) =>
    field === 'price' ? !sum(typed.price)?.minor : typed[field].trim() !== '' && !sum(typed[field])?.minor,
  );
}

/** The change that is typed, or null where a field is wrong. An empty crossed-out price is to go, an empty lowest one stays. */
export function wantedOf(row: PriceRow, typed: Typed): ProposePrice | null {
  const price = typedMoney(typed.price, row.price);
  if (!price || wrongIn(row, typed).length > 0) return null;
  const { account, listing_key, variant } = row;
  return {
    account,
    listing_key,
    variant,
    price_minor: price.minor,
    before_minor: typedMoney(typed.before, row.price)?.minor ?? null,
    least_minor: typedMoney(typed.least, row.price)?.minor ?? null,
  };
}

/** Whether the change would leave everything as it is. */
export function isSame(row: PriceRow, wanted: ProposePrice): boolean {
  const same = (minor: number | null, money: Money | null) => minor === (money?.minor ?? null);
  return (
    wanted.price_minor === row.price.minor &&
    same(wanted.before_minor, row.before) &&
    (wanted.least_minor === null || same(wanted.least_minor, row.least))
  );
}

/** How far a price is from the present one, in percent with one decimal. */
export function percentFrom(row: PriceRow, typed: string): number | null {
  const price = typedMoney(typed, row.price);
  if (!price?.minor || row.price.minor <= 0) return null;
  return Math.round((1000 * (price.minor - row.price.minor)) / row.price.minor) / 10;
}
