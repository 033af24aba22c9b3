import type { Locale } from '../bindings/types';

type Words = {
  months: string[];
  monthsShort: string[];
  weekdays: string[];
  short: [string, string, string];
  spans: [string, string, string, string];
  bytes: [string, string, string];
  /** What follows the year where the year comes before the day. */
  yearFirst?: string;
  currency: Record<string, string>;
};

/** Words that numbers and dates are made of. They are grammar of a format, not texts of a screen. */
export const WORDS: Record<Locale, Words> = {
  'uz-Latn': {
    months: 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr'.split(' '),
    monthsShort: 'yan fev mar apr may iyn iyl avg sen okt noy dek'.split(' '),
    weekdays: 'yakshanba dushanba seshanba chorshanba payshanba juma shanba'.split(' '),
    short: ['ming', 'mln', 'mlrd'],
    spans: ['s', 'daqiqa', 'soat', 'kun'],
    bytes: ['KB', 'MB', 'GB'],
    yearFirst: '-yil',
    currency: { UZS: 'soʻm', RUB: '₽', USD: '$' },
  },
  'uz-Cyrl': {
    months: 'январ феврал март апрел май июн июл август сентябр октябр ноябр декабр'.split(' '),
    monthsShort: 'янв фев мар апр май июн июл авг сен окт ноя дек'.split(' '),
    weekdays: 'якшанба душанба сешанба чоршанба пайшанба жума шанба'.split(' '),
    short: ['минг', 'млн', 'млрд'],
    spans: ['с', 'дақиқа', 'соат', 'кун'],
    bytes: ['КБ', 'МБ', 'ГБ'],
    yearFirst: ' йил',
    currency: { UZS: 'сўм', RUB: '₽', USD: '$' },
  },
  ru: {
    months: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
    monthsShort: 'янв фев мар апр мая июн июл авг сен окт ноя дек'.split(' '),
    weekdays: 'воскресенье понедельник вторник среда четверг пятница суббота'.split(' '),
    short: ['тыс.', 'млн', 'млрд'],
    spans: ['с', 'мин', 'ч', 'дн.'],
    bytes: ['КБ', 'МБ', 'ГБ'],
    currency: { UZS: 'сум', RUB: '₽', USD: '$' },
  },
  en: {
    months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
    monthsShort: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
    weekdays: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
    short: ['K', 'M', 'B'],
    spans: ['s', 'min', 'h', 'd'],
    bytes: ['KB', 'MB', 'GB'],
    currency: {},
  },
};
