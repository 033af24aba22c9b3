import { expect, it } from 'vitest';
import { oldestRead } from './age';

const feed = (name: string, last_ok_at: string | null) => ({
  feed: name,
  last_ok_at,
  rows: 1,
  bad_rows: 0,
  bad_in_round: 0,
  problem: null,
  running: false,
});

it('a shop is as old as its oldest feed', () => {
  const feeds = [feed('orders', '2026-11-22T08:00:00Z'), feed('reviews', '2026-11-22T05:00:00Z')];
  expect(oldestRead({ feeds }), 'fresh orders do not make the reviews fresh').toBe(
    Date.parse('2026-11-22T05:00:00Z'),
  );
  expect(
    oldestRead({ feeds: [...feeds, feed('questions', null)] }),
    'a feed that was never read has no age',
  ).toBe(Date.parse('2026-11-22T05:00:00Z'));
  expect(oldestRead({ feeds: [feed('orders', null)] }), 'nothing was read').toBeNull();
});
