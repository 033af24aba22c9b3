import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { startTexts } from './i18n';
import { useFormats } from './use-formats';
import { Zone } from './zone';

function Clock() {
  return <p>{useFormats().date('2026-11-22T21:30:15Z', 'seconds')}</p>;
}

it('shows times in the shops’ zone, wherever the machine stands', () => {
  startTexts('en');
  render(
    <Zone value="Europe/Moscow">
      <Clock />
    </Zone>,
  );
  expect(screen.getByText('00:30:15'), 'Moscow, although the machine is in Tashkent').toBeInTheDocument();
});
