import { render, screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { startTexts } from '../lib/i18n';
import { Delta } from './Tile';

beforeAll(() => startTexts('en'));

it('a change says its direction, and none where nothing changed', () => {
  const { container, rerender } = render(<Delta percent={12} />);
  expect(screen.getByText('up 12%'), 'read aloud as words').toBeInTheDocument();
  expect(container.querySelector('.text-ok'), 'growth of sales is good').not.toBeNull();
  rerender(<Delta percent={0} />);
  expect(screen.getByText('unchanged'), 'no direction is claimed').toBeInTheDocument();
  expect(container.querySelector('.text-ok, .text-bad'), 'neither good nor bad').toBeNull();
});
