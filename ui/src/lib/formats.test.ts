import { describe, expect, it } from 'vitest';
import { asLocale, Formats } from './formats';

const uz = new Formats('uz-Latn', 'Asia/Tashkent');
const cy = new Formats('uz-Cyrl', 'Asia/Tashkent');
const ru = new Formats('ru', 'Europe/Moscow');
const en = new Formats('en', 'UTC');
const sum = { minor: 1_864_000_000, currency: 'UZS', exponent: 2 };
const rub = { minor: 209_050, currency: 'RUB', exponent: 2 };
const AT = '2026-11-22T09:30:00Z';

describe('money', () => {
  it('is written as each language writes it', () => {
    expect(uz.money(sum), 'Uzbek Latin names soʻm').toBe('18\u00A0640\u00A0000\u00A0soʻm');
    expect(cy.money(sum), 'Uzbek Cyrillic names сўм').toBe('18\u00A0640\u00A0000\u00A0сўм');
    expect(ru.money(sum), 'Russian names сум').toBe('18\u00A0640\u00A0000\u00A0сум');
    expect(en.money(sum), 'English leads with the code').toBe('UZS\u00A018,640,000');
    expect(ru.money(rub), 'roubles have two decimals').toBe('2\u00A0090,50\u00A0₽');
    expect(en.money(rub), 'English decimals use a point').toBe('RUB\u00A02,090.50');
  });

  it('shows two telling digits of a cost in millionths', () => {
    const cost = (minor: number) => uz.money({ minor, currency: 'USD', exponent: 6 }, 'auto');
    expect(cost(124), 'a fraction of a cent').toBe('0,00012\u00A0$');
    expect(cost(2_000_000), 'whole dollars keep their cents').toBe('2,00\u00A0$');
    expect(cost(0), 'nothing is nothing').toBe('0\u00A0$');
  });

  it('never shows decimals of UZS, whatever the exponent', () => {
    expect(uz.money({ minor: 12_345, currency: 'UZS', exponent: 2 }), 'tiyin are not shown').toBe(
      '123\u00A0soʻm',
    );
    expect(uz.money({ minor: 123, currency: 'UZS', exponent: 0 }), 'whole units are taken as they are').toBe(
      '123\u00A0soʻm',
    );
  });

  it('drops ",00" only when asked', () => {
    const whole = { minor: 200_000, currency: 'RUB', exponent: 2 };
    expect(ru.money(whole), 'a statement keeps its kopecks').toBe('2\u00A0000,00\u00A0₽');
    expect(ru.money(whole, 'auto'), 'a tile does not need them').toBe('2\u00A0000\u00A0₽');
  });

  it('has a true minus before everything', () => {
    expect(ru.money({ ...rub, minor: -209_050 }), 'U+2212, not a hyphen').toBe('\u22122\u00A0090,50\u00A0₽');
    expect(en.money({ ...rub, minor: -209_050 }), 'the minus leads the code').toBe('\u2212RUB\u00A02,090.50');
    expect(ru.number(-0.001, 2), 'a rounded zero has no sign').toBe('0,00');
  });
});

describe('short figures', () => {
  it('say millions in the words of the language', () => {
    expect(
      [uz.short(38_400_000), cy.short(38_400_000), ru.short(38_400_000), en.short(38_400_000)],
      'one decimal and the word',
    ).toEqual(['38,4\u00A0mln', '38,4\u00A0млн', '38,4\u00A0млн', '38.4M']);
  });

  it('do not round into a thousand of the smaller word', () => {
    expect(en.short(999_960), 'the next word takes over').toBe('1M');
    expect(en.short(9_999), 'small figures stay whole').toBe('9,999');
  });
});

describe('dates', () => {
  it('follow the table of formats, in the zone of the account', () => {
    expect(uz.date(AT, 'date_time'), 'Tashkent is UTC+5').toBe('22-noyabr, 14:30');
    expect(cy.date(AT, 'date_time'), 'the same in Cyrillic').toBe('22-ноябр, 14:30');
    expect(ru.date(AT, 'date_time'), 'Moscow is UTC+3').toBe('22\u00A0ноября, 12:30');
    expect(en.date(AT, 'date_time'), 'short month in English').toBe('22\u00A0Nov, 09:30');
  });

  it('write the year where the language has it', () => {
    expect(
      [uz, cy, ru, en].map((one) => one.date('2027-05-13', 'full_date')),
      'first in Uzbek, last elsewhere',
    ).toEqual(['2027-yil 13-may', '2027 йил 13-май', '13\u00A0мая\u00A02027', '13\u00A0May\u00A02027']);
  });

  it('keep a bare day on its day', () => {
    expect(
      new Formats('en', 'America/Los_Angeles').date('2026-11-22'),
      'a day of the account is not shifted by a zone',
    ).toBe('22\u00A0Nov');
  });

  it('say a deadline as time today, weekday this week, date later', () => {
    expect(ru.deadline('2026-11-22T18:00:00Z', AT), 'today needs only the clock').toBe('21:00');
    expect(ru.deadline('2026-11-24T09:00:00Z', AT), 'this week needs the weekday').toBe('вторник, 12:00');
    expect(ru.deadline('2026-12-24T09:00:00Z', AT), 'later needs the date').toBe('24\u00A0декабря, 12:00');
  });

  it('show a dash for what is no date', () => {
    expect(ru.date('soon'), 'never "Invalid Date"').toBe('—');
  });
});

it('percent has a space in Russian only', () => {
  expect([uz.percent(14), ru.percent(14), en.percent(14)], 'as the table of formats says').toEqual([
    '14%',
    '14\u00A0%',
    '14%',
  ]);
  expect(ru.change(-3), 'a change carries its sign').toBe('\u22123\u00A0%');
});

it('an unknown language falls to the nearest of ours', () => {
  expect(
    [asLocale('ru-RU'), asLocale('en-GB'), asLocale('uz'), asLocale(undefined)],
    'Uzbek is home',
  ).toEqual(['ru', 'en', 'uz-Latn', 'uz-Latn']);
});
