import { expect, it } from 'vitest';
import { diffWords } from './diff';

const changed = (parts: { text: string; changed: boolean }[]) =>
  parts.filter((part) => part.changed).map((part) => part.text);
const whole = (parts: { text: string }[]) => parts.map((part) => part.text).join('');

it('marks words, not letters', () => {
  const { before, after } = diffWords(
    'Плед бежевый Zarafshon 150×200',
    'Плед молочный, хлопок Zarafshon 150×200',
  );
  expect(changed(before), 'the word that went').toEqual(['бежевый']);
  expect(changed(after), 'neighbouring new words are one mark').toEqual(['молочный, хлопок']);
});

it('loses no character of either text', () => {
  const [a, b] = ['Oʻng  tomon.\nYangi qator', 'Oʻng tomon!\n\nYangi satr'];
  const { before, after } = diffWords(a, b);
  expect(whole(before), 'the old text is whole').toBe(a);
  expect(whole(after), 'the new text is whole').toBe(b);
});

it('leaves equal texts and empty sides alone', () => {
  expect(changed(diffWords('same words', 'same words').after), 'nothing changed').toEqual([]);
  expect(diffWords('', 'new'), 'all of it is new').toEqual({
    before: [],
    after: [{ text: 'new', changed: true }],
  });
});
