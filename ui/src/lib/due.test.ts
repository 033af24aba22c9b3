import { expect, it } from 'vitest';
import { clockOf, secondsUntil, urgencyOf } from './due';

const NOW = Date.parse('2026-11-22T08:42:00Z');

it('counts down by the clock that it is given', () => {
  expect(secondsUntil('2026-11-22T08:47:00Z', NOW), 'five minutes left').toBe(300);
  expect(secondsUntil('2026-11-22T08:41:00Z', NOW), 'a minute late').toBe(-60);
  expect(clockOf(300), 'minutes and seconds').toBe('5:00');
  expect(clockOf(64.2), 'a begun second still counts').toBe('1:05');
  expect(clockOf(-3), 'never below zero').toBe('0:00');
});

it('turns amber at four hours and red at one', () => {
  expect([-1, 0, 3599, 3600, 14_399, 14_400].map(urgencyOf), 'each border once').toEqual([
    'over',
    'over',
    'urgent',
    'soon',
    'soon',
    'calm',
  ]);
});
