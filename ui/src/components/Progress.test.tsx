import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Job } from '../bindings/types';
import { startTexts } from '../lib/i18n';
import { Progress } from './Progress';

const JOB: Job = {
  id: '1',
  kind: 'first_sync',
  account: 2,
  title_key: 'job.first_sync',
  done: 1284,
  total: null,
  unit: 'rows',
  state: 'running',
  problem: null,
  started_at: '2026-11-22T08:41:00Z',
  keeps: 'job.keeps_rows',
};

beforeAll(() => startTexts('en'));

describe('the progress of long work', () => {
  it('names what it counts, and claims no share of a total that nobody knows', () => {
    render(<Progress job={JOB} />);
    expect(screen.getByText(/^1.284 rows$/), 'a count without a unit says nothing').toBeInTheDocument();
    const bar = screen.getByRole('progressbar', { name: 'First load' });
    expect(bar, 'no percentage is made up').not.toHaveAttribute('aria-valuenow');
    expect(bar.firstElementChild, 'a moving stripe, not a bar of some length').toHaveClass('stripe');
  });

  it('shows the share where the total is known', () => {
    render(<Progress job={{ ...JOB, kind: 'verify', unit: 'entries', done: 500, total: 2000 }} />);
    expect(screen.getByText(/^500 of 2.000 entries$/), 'of all').toBeInTheDocument();
    expect(screen.getByRole('progressbar'), 'a quarter').toHaveAttribute('aria-valuenow', '25');
  });

  it('counts a copy in bytes that people read', () => {
    render(<Progress job={{ ...JOB, kind: 'backup', unit: 'bytes', done: 12_000_000, total: 48_000_000 }} />);
    expect(screen.getByText(/MB of/), 'not in single bytes').toBeInTheDocument();
  });

  it('has a Stop while it runs, and says what stays done and goes away when it was stopped', async () => {
    const [stop, dismiss] = [vi.fn(), vi.fn()];
    const view = render(<Progress job={JOB} onStop={stop} onDismiss={dismiss} />);
    expect(screen.queryByRole('button', { name: 'Close' }), 'what runs is not put aside').toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(stop, 'the person is heard').toHaveBeenCalledOnce();
    view.rerender(<Progress job={{ ...JOB, state: 'stopping' }} onStop={stop} onDismiss={dismiss} />);
    expect(screen.getByRole('status'), 'it takes a moment').toHaveTextContent('Stopping');
    view.rerender(<Progress job={{ ...JOB, state: 'stopped' }} onStop={stop} onDismiss={dismiss} />);
    expect(screen.getByRole('status'), 'nothing is lost').toHaveTextContent('the rows read so far');
    expect(screen.queryByRole('progressbar'), 'nothing moves any more').toBeNull();
    expect(screen.queryByRole('button', { name: 'Stop' }), 'it has stopped').toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(dismiss, 'and goes away').toHaveBeenCalledOnce();
  });

  it('says why it failed', () => {
    const problem = { code: 'disk_full' as const, message: 'English, for logs' };
    render(<Progress job={{ ...JOB, state: 'failed', problem }} />);
    expect(screen.getByRole('status'), 'in the words of the error').not.toHaveTextContent('for logs');
  });
});
