import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Alert } from '../bindings/types';
import { startTexts } from '../lib/i18n';
import { AlertCard } from './AlertCard';

it('a change that is held back says of what, and why in the reader’s words', () => {
  startTexts('en');
  const alert: Alert = {
    id: 1,
    kind: 'change',
    level: 'warn',
    marketplace: 'ozon',
    title_key: 'alert.change_held',
    detail: { subject: 'Чайник Vesta', words: 'QUARANTINE' },
    page: '/activity',
    at: '2026-11-22T08:42:00Z',
    snoozed_until: null,
  };
  render(<AlertCard alert={alert} />);
  expect(screen.getByText('Чайник Vesta: the change is held back'), 'of what').toBeInTheDocument();
  expect(screen.getByText(/ozon: the price is in quarantine/), 'why').toBeInTheDocument();
});
