import { expect, it } from 'vitest';
import { isPrice, toldMoney, typable, typedMoney, typedWhole } from './amounts';

const SUM = { minor: 0, currency: 'UZS', exponent: 2 };

it('reads a sum as people type it', () => {
  expect(typedMoney('40 000', SUM)?.minor, 'a plain space groups').toBe(4_000_000);
  expect(typedMoney('40\u00A0000', SUM)?.minor, 'so does the one we print').toBe(4_000_000);
  expect(typedMoney('12,5', SUM)?.minor, 'a comma is the decimal point here').toBe(1250);
  expect(typedMoney('0.29', { ...SUM, currency: 'RUB' })?.minor, '0.29 * 100 is 28.999… in floats').toBe(29);
});

it('refuses what is not a sum', () => {
  for (const text of ['', '-5', '1e9', '12,345', '1,490', 'ten', '1.2.3'])
    expect(typedMoney(text, SUM), `${text} is no sum`).toBeNull();
});

it('keeps whole numbers in their bounds', () => {
  expect(typedWhole('14', 1, 90), 'within').toBe(14);
  expect(typedWhole('0', 1, 90), 'below').toBeNull();
  expect(typedWhole('91', 1, 90), 'above').toBeNull();
});

it('knows a price', () => {
  expect([isPrice('3'), isPrice('0.25'), isPrice('3,5'), isPrice('')], 'digits and a point only').toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('a field begins with a sum that it reads again', () => {
  const rub = (minor: number) => ({ minor, currency: 'RUB', exponent: 2 });
  expect(typable(rub(149_000), ','), 'no empty decimals').toBe('1490');
  expect(typable(rub(149_050), ','), 'the point of the language').toBe('1490,5');
  expect(typable(rub(5), '.'), 'less than one').toBe('0.05');
  expect(typable({ minor: 129_000, currency: 'UZS', exponent: 0 }, ','), 'no decimals at all').toBe('129000');
});

it('knows a sum in the engine’s records', () => {
  expect(toldMoney('1290.5 RUB'), 'with decimals').toEqual({ minor: 129_050, currency: 'RUB', exponent: 2 });
  expect(toldMoney('-13 %'), 'a share is none').toBeNull();
  expect(toldMoney('Xaridor 5 UZS'), 'nor is a sentence').toBeNull();
});
