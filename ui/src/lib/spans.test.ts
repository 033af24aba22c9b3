import { expect, it } from 'vitest';
import { cutBySpans, lengthOf } from './spans';

it('cuts by characters, so an emoji before a fact moves nothing', () => {
  const pieces = cutBySpans('😊 хлопок 100 %', [{ start: 2, end: 8, fact: 1 }]);
  expect(pieces, 'the fact is underlined exactly').toEqual([
    { text: '😊 ', fact: null },
    { text: 'хлопок', fact: 1 },
    { text: ' 100 %', fact: null },
  ]);
});

it('draws no span that is out of the text, empty or over another', () => {
  const pieces = cutBySpans('abcdef', [
    { start: 2, end: 4, fact: 2 },
    { start: 3, end: 5, fact: 3 },
    { start: 5, end: 9, fact: 4 },
    { start: 1, end: 1, fact: 5 },
  ]);
  expect(pieces.map((piece) => piece.text).join(''), 'the text stays whole').toBe('abcdef');
  expect(
    pieces.filter((piece) => piece.fact !== null),
    'only the sound span is drawn',
  ).toEqual([{ text: 'cd', fact: 2 }]);
});

it('counts characters as a marketplace does', () => {
  expect(lengthOf('ёж 😊'), 'an emoji is one character').toBe(4);
});
