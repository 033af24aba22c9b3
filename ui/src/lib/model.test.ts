import { expect, it } from 'vitest';
import { modelName } from './model';

it('says a model by its name and leaves others alone', () => {
  expect(modelName('claude-sonnet-5-5'), 'family and version').toBe('Claude Sonnet 5.5');
  expect(modelName('claude-haiku-5-20261001'), 'a date is no version').toBe('Claude Haiku 5');
  expect(modelName('my-own-model'), 'an unknown shape is not guessed at').toBe('my-own-model');
});
