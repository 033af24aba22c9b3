import type { Money } from '../../bindings/types';

/** A typed sum (`40 000`, `12,50`) as money of the same currency, or null when it is not one. Whole arithmetic, no floats. */
export function typedMoney(text: string, like: Money): Money | null {
  const clean = text.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.');
  const found = /^(\d{1,12})(?:\.(\d*))?$/.exec(clean);
  if (!found?.[1]) return null;
  const part = found[2] ?? '';
  if (part.replace(/0+$/, '').length > like.exponent) return null;
  const minor = Number(found[1] + part.slice(0, like.exponent).padEnd(like.exponent, '0'));
  return Number.isSafeInteger(minor) ? { ...like, minor } : null;
}

/** A typed whole number within bounds, or null. */
export function typedWhole(text: string, least: number, most: number): number | null {
  if (!/^\d{1,6}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

/** Whether a text is a price such as `3` or `0.25`, in dollars for a million tokens. */
export function isPrice(text: string): boolean {
  return /^\d{1,5}(\.\d{1,6})?$/.test(text);
}
