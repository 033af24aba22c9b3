import type { Money } from '../bindings/types';

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d*)?$/;

/** A typed sum (`40 000`, `12,50`) as money of the same currency, or null when it is not one. Whole arithmetic, no floats. */
export function typedMoney(text: string, like: Money): Money | null {
  const bare = text.replace(/[\s\u00A0\u202F]/g, '');
  // In English commas group: whoever types `1,490` does not mean one and a half.
  if (like.exponent < 3 && GROUPED.test(bare)) return null;
  const clean = bare.replace(',', '.');
  const found = /^(\d{1,12})(?:\.(\d*))?$/.exec(clean);
  if (!found?.[1]) return null;
  const part = found[2] ?? '';
  if (part.replace(/0+$/, '').length > like.exponent) return null;
  const minor = Number(found[1] + part.slice(0, like.exponent).padEnd(like.exponent, '0'));
  return Number.isSafeInteger(minor) ? { ...like, minor } : null;
}

/** A sum as a field begins with it: no groups, no unit, no empty decimals. */
export function typable({ minor, exponent }: Money, point: string): string {
  const digits = String(minor).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const part = digits.slice(digits.length - exponent).replace(/0+$/, '');
  return part ? `${whole}${point}${part}` : whole;
}

/** How the engine tells a sum in its records (`1290.5 RUB`) as money; null for any other words. */
export function toldMoney(words: string): Money | null {
  const found = /^(-?)(\d{1,13})(?:\.(\d{1,6}))? ([A-Z]{3})$/.exec(words);
  if (!found) return null;
  const [, sign = '', whole = '', part = '', currency = ''] = found;
  const exponent = Math.max(2, part.length);
  return { minor: Number(sign + whole + part.padEnd(exponent, '0')), currency, exponent };
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
