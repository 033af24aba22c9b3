import { expect, it } from 'vitest';
import { isPrice, typedMoney, typedWhole } from './amounts';

const SUM = { minor: 0, currency: 'UZS', exponent: 2 };

it('reads a sum as people type it', () => {
  expect(typedMoney('40 000', SUM)?.minor, 'a plain space groups').toBe(4_000_000);
  expect(typedMoney('40\u00A0000', SUM)?.minor, 'so does the one we print').toBe(4_000_000);
  expect(typedMoney('12,5', SUM)?.minor, 'a comma is the decimal point here').toBe(1250);
  expect(typedMoney('0.29', { ...SUM, currency: 'RUB' })?.minor, '0.29 * 100 is 28.999… in floats').toBe(29);
});

it('refuses what is not a sum', () => {
  for (const text of ['', '-5', '1e9', '12,345', 'ten', '1.2.3'])
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
