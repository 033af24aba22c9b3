import { expect, it } from 'vitest';
import { besides, stepIn } from './steps';

it('steps through a list and stops at its ends', () => {
  expect(stepIn([1, 2, 3], 1, 1), 'down').toBe(2);
  expect(stepIn([1, 2, 3], 3, 1), 'the last row holds').toBe(3);
  expect(stepIn([1, 2, 3], 1, -1), 'the first row holds').toBe(1);
  expect(stepIn([1, 2, 3], null, 1), 'the first press takes the first row').toBe(1);
  expect(stepIn([1, 2, 3], 99, -1), 'from a row that is gone, up takes the last').toBe(3);
  expect(stepIn([], null, 1), 'nowhere to go').toBeNull();
});

it('after a decision goes on to the next row, at the end to the one before', () => {
  expect(besides([1, 2, 3], 2), 'the queue moves up').toBe(3);
  expect(besides([1, 2, 3], 3), 'the end of the queue').toBe(2);
  expect(besides([1], 1), 'the queue is empty now').toBeNull();
  expect(besides([1, 2], 9), 'a row of another queue').toBeNull();
});
