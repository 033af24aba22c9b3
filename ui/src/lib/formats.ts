import type { Locale, Money } from '../bindings/types';
import { WORDS } from './words';

const NBSP = '\u00A0';
const MINUS = '\u2212';
const DASH = '\u2014';

export const LOCALES: readonly Locale[] = ['uz-Latn', 'uz-Cyrl', 'ru', 'en'];

/** The nearest locale that we have texts for. */
export function asLocale(tag: string | undefined | null): Locale {
  const found = LOCALES.find((one) => one === tag);
  if (found) return found;
  if (tag?.startsWith('ru')) return 'ru';
  if (tag?.startsWith('en')) return 'en';
  return 'uz-Latn';
}

type Decimals = 'auto' | 'always' | 'never';
type DateStyle = 'date' | 'date_time' | 'time' | 'seconds' | 'short_date' | 'full_date' | 'weekday';

/** Written by hand and not by Intl: a webview may carry no Uzbek data, and the same number must read the same everywhere. */
export class Formats {
  private readonly words;
  private readonly point: string;
  private readonly group: string;

  constructor(
    readonly locale: Locale,
    readonly zone?: string,
  ) {
    this.words = WORDS[locale];
    this.point = locale === 'en' ? '.' : ',';
    this.group = locale === 'en' ? ',' : NBSP;
  }

  /** `digits` is an exact count of decimals; without it up to two, none when whole. */
  number(value: number, digits?: number): string {
    if (!Number.isFinite(value)) return DASH;
    const count = digits ?? (Number.isInteger(value) ? 0 : Math.min(2, decimalsOf(value)));
    const fixed = Math.abs(value).toFixed(count);
    const [whole = '0', rest] = fixed.split('.');
    const sign = value < 0 && Number(fixed) !== 0 ? MINUS : '';
    return sign + whole.replace(/\B(?=(\d{3})+$)/g, this.group) + (rest ? this.point + rest : '');
  }

  /** Full money. `auto` keeps the decimals of a broken sum and drops those of a whole one; UZS never has any. */
  money(money: Money, decimals: Decimals = 'always'): string {
    return this.withCurrency(this.amount(money, decimals), money.currency);
  }

  /** The figure of a sum without its unit, for table columns and tiles that print the unit apart. */
  amount(money: Money, decimals: Decimals = 'always'): string {
    return this.number(major(money), decimalsFor(money, decimals));
  }

  /** `38,4 mln` / `38.4M`; below ten thousand the full figure. */
  short(value: number): string {
    const size = Math.abs(value);
    if (size < 10_000) return this.number(value, Number.isInteger(value) ? 0 : 1);
    // 999 950 would round to "1000K": the step is chosen after rounding.
    const step = size < 999_950 ? 0 : size < 999_950_000 ? 1 : 2;
    const scaled = value / 1000 ** (step + 1);
    const digits = Math.abs(scaled) >= 100 || Number.isInteger(Number(scaled.toFixed(1))) ? 0 : 1;
    return this.number(scaled, digits) + (this.locale === 'en' ? '' : NBSP) + this.words.short[step];
  }

  shortMoney(money: Money): string {
    return this.withCurrency(this.short(major(money)), money.currency);
  }

  /** `3 840 / 40 000 ₽`: a part of a whole, the unit once. Two currencies are never set against each other. */
  moneyOf(part: Money, whole: Money): string {
    if (part.currency !== whole.currency) return this.money(part, 'auto');
    const [first, second] = [this.amount(part, 'auto'), this.amount(whole, 'auto')];
    return this.withCurrency(`${first} / ${second}`, whole.currency);
  }

  /** The word or sign of a currency, to stand beside a figure. */
  unit(currency: string): string {
    return this.words.currency[currency] ?? currency;
  }

  percent(value: number, digits?: number): string {
    const count = digits ?? (Number.isInteger(value) ? 0 : 1);
    return `${this.number(value, count)}${this.locale === 'ru' ? NBSP : ''}%`;
  }

  /** `+9 %`, `−3 %`: always signed. */
  change(value: number): string {
    return (value > 0 ? '+' : '') + this.percent(value);
  }

  date(iso: string, style: DateStyle = 'date'): string {
    const at = partsOf(iso, this.zone);
    if (!at) return DASH;
    if (style === 'time') return at.time;
    // Zones differ by whole minutes.
    if (style === 'seconds') return `${at.time}:${String(new Date(iso).getUTCSeconds()).padStart(2, '0')}`;
    if (style === 'weekday') return this.words.weekdays[at.weekday] ?? '';
    const day = this.day(at, style === 'short_date');
    if (style === 'date_time') return `${day}, ${at.time}`;
    return style === 'full_date' ? this.withYear(day, at.year) : day;
  }

  /** Today as a time, this week as a weekday, later as a date: the way a deadline is said. */
  deadline(iso: string, now: string): string {
    const at = partsOf(iso, this.zone);
    const today = partsOf(now, this.zone);
    if (!at || !today) return DASH;
    const days = Math.round((at.noon - today.noon) / 86_400_000);
    if (days === 0) return at.time;
    return days > 0 && days < 7
      ? `${this.words.weekdays[at.weekday]}, ${at.time}`
      : this.date(iso, 'date_time');
  }

  /** `2 min`, `3 h`, `5 d`: how old data is or how long remains. */
  duration(seconds: number): string {
    const s = Math.max(0, Math.round(seconds));
    const [value, word] =
      s < 60
        ? [s, 0]
        : s < 3600
          ? [Math.round(s / 60), 1]
          : s < 86_400
            ? [Math.round(s / 3600), 2]
            : [Math.round(s / 86_400), 3];
    return `${this.number(value)}${NBSP}${this.words.spans[word]}`;
  }

  bytes(count: number): string {
    const step = count < 1e6 ? 0 : count < 1e9 ? 1 : 2;
    const scaled = count / 1000 ** (step + 1);
    return `${this.number(scaled, scaled < 10 ? 1 : 0)}${NBSP}${this.words.bytes[step]}`;
  }

  private day(at: Parts, short: boolean): string {
    const month = (short ? this.words.monthsShort : this.words.months)[at.month - 1] ?? '';
    return this.locale.startsWith('uz') ? `${at.day}-${month}` : `${at.day}${NBSP}${month}`;
  }

  private withYear(day: string, year: number): string {
    if (this.words.yearFirst) return `${year}${this.words.yearFirst} ${day}`;
    return `${day}${NBSP}${year}`;
  }

  private withCurrency(figure: string, currency: string): string {
    const unit = this.unit(currency);
    if (this.locale !== 'en') return figure + NBSP + unit;
    return figure.startsWith(MINUS) ? `${MINUS}${unit}${NBSP}${figure.slice(1)}` : unit + NBSP + figure;
  }
}

/** Minor units to the figure a person reads; safe for display only, sums are made by the engine. */
export function major(money: Money): number {
  return money.minor / 10 ** money.exponent;
}

function decimalsFor(money: Money, mode: Decimals): number {
  if (money.currency === 'UZS' || mode === 'never') return 0;
  if (money.exponent > 2) return telling(money);
  const whole = money.minor % 10 ** money.exponent === 0;
  return mode === 'auto' && whole ? 0 : money.exponent;
}

/** Costs of AI are kept to millionths: of those below a unit two telling digits are shown, of larger ones two decimals. */
function telling(money: Money): number {
  const size = Math.abs(major(money));
  if (size === 0) return 0;
  return size >= 1 ? 2 : Math.min(money.exponent, 1 - Math.floor(Math.log10(size)));
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}

type Parts = { year: number; month: number; day: number; weekday: number; time: string; noon: number };
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string | undefined): Intl.DateTimeFormat {
  const known = clocks.get(zone ?? '');
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(zone ?? '', made);
  return made;
}

function partsOf(iso: string, zone: string | undefined): Parts | null {
  // A bare date is a day in the account's own calendar: noon UTC keeps it that day in every zone that we serve.
  const at = new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);
  if (Number.isNaN(at.getTime())) return null;
  const found = Object.fromEntries(
    clockOf(iso.length === 10 ? 'UTC' : zone)
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  );
  const [year, month, day] = [Number(found.year), Number(found.month), Number(found.day)];
  const noon = Date.UTC(year, month - 1, day, 12);
  return {
    year,
    month,
    day,
    weekday: new Date(noon).getUTCDay(),
    time: `${found.hour}:${found.minute}`,
    noon,
  };
}
