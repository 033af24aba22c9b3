import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ActivityRow } from '../../bindings/types';
import { show } from '../../test/show';
import { byDay } from './days';
import { tookSeconds } from './Figures';

const row = (id: number, at: string) => ({ id, at }) as ActivityRow;

it('groups by day in the order of the log', () => {
  const days = byDay(
    [row(3, '2026-11-22T10:00:00Z'), row(2, '2026-11-22T01:00:00Z'), row(1, '2026-11-20T01:00:00Z')],
    (iso) => iso.slice(0, 10),
  );
  expect(
    days.map((day) => [day.key, day.rows.length]),
    'two days, newest first',
  ).toEqual([
    ['2026-11-22', 2],
    ['2026-11-20', 1],
  ]);
});

it('takes as long as from the first step to the last', () => {
  const steps = ['2026-11-22T10:00:08Z', '2026-11-22T10:00:00Z'].map((at) => ({
    at,
    step: 's',
    detail: null,
  }));
  expect(tookSeconds({ steps }), 'eight seconds').toBe(8);
  expect(tookSeconds({ steps: steps.slice(1) }), 'one moment is no span').toBeNull();
});

describe('the log', () => {
  it('opens an act with its proof', async () => {
    show('/activity');
    await userEvent.click(
      (await screen.findAllByRole('button', { name: /Answered a review.*Полотенце/ }))[0]!,
    );
    const open = await screen.findByRole('region', { name: 'The chosen entry' });
    expect(await within(open).findByText('Matches'), 'read back').toBeInTheDocument();
    expect(within(open).getByText('7 of 7'), 'rules').toBeInTheDocument();
    expect(within(open).getByText('Claude Sonnet 5.5'), 'model').toBeInTheDocument();
    expect(within(open).getByText('4fa8d3…c019'), 'its place in the chain').toBeInTheDocument();
  });

  it('shows an edit word by word', async () => {
    show('/activity?id=18397');
    expect(await screen.findByText('60'), 'taken out').toHaveProperty('tagName', 'DEL');
    expect(screen.getByText('40'), 'put in').toHaveProperty('tagName', 'INS');
  });

  it('takes an answer back after a question that rests on leaving it', async () => {
    const { calls } = show('/activity?id=18400');
    await userEvent.click(await screen.findByRole('button', { name: /^Take the answer back/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Take the answer back?' });
    await waitFor(() =>
      expect(
        within(dialog).getByRole('button', { name: 'Leave as it is' }),
        'Enter undoes nothing',
      ).toHaveFocus(),
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Take the answer back' }));
    await waitFor(() => expect(calls('activity_undo'), 'deleted').toEqual([{ id: 18400, text: null }]));
    expect(await screen.findByText('Done: the answer was taken back'), 'said').toBeInTheDocument();
    expect(await screen.findByText('Already undone'), 'and seen').toBeInTheDocument();
  });

  it('says that an undoing is under way, and offers it no second time', async () => {
    const { calls } = show('/activity?id=18400', 'queued');
    await userEvent.click(await screen.findByRole('button', { name: /^Take the answer back/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Take the answer back?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Take the answer back' }));
    expect(
      await screen.findByText('The answer is being taken back. The log will tell how it ended'),
      'not done yet, and not told as done',
    ).toBeInTheDocument();
    const open = screen.getByRole('region', { name: 'The chosen entry' });
    expect(
      await within(open).findByText('Being taken back: the log will tell how it ended'),
      'where its button was',
    ).toBeInTheDocument();
    expect(within(open).queryByRole('button', { name: /^Take the answer back/ }), 'once').toBeNull();
    fireEvent.keyDown(document.body, { code: 'KeyZ' });
    const next = await screen.findByRole('dialog');
    expect(within(next).queryByText(/Наволочка/), 'Z speaks of another act').toBeNull();
    expect(calls('activity_undo'), 'one undoing').toHaveLength(1);
  });

  it('asks for another text where the marketplace only replaces', async () => {
    const { calls } = show('/activity?id=18402&undo=1');
    const first = await screen.findByRole('dialog');
    await userEvent.click(within(first).getByRole('button', { name: 'Take the answer back' }));
    const text = await screen.findByRole('textbox', { name: 'New text' });
    expect(screen.getByText(/Wildberries cannot delete an answer/), 'it says so').toBeInTheDocument();
    await userEvent.type(text, 'Спасибо.');
    await userEvent.click(screen.getByRole('button', { name: 'Replace the answer' }));
    await waitFor(() =>
      expect(calls('activity_undo').at(-1), 'with the new text').toEqual({ id: 18402, text: 'Спасибо.' }),
    );
  });

  it('of a changed price the old one is brought back', async () => {
    const { calls } = show('/activity?id=18391');
    const open = await screen.findByRole('region', { name: 'The chosen entry' });
    expect(await within(open).findByText(/2,690/), 'sums in the words of the locale').toBeInTheDocument();
    await userEvent.click(within(open).getByRole('button', { name: /^Bring the old value back/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Bring the old value back?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Bring the old value back' }));
    await waitFor(() => expect(calls('activity_undo'), 'no text').toEqual([{ id: 18391, text: null }]));
    expect(await screen.findByText('Done: the old value is back'), 'no word of answers').toBeInTheDocument();
  });

  it('filters by what can be undone', async () => {
    const { calls } = show('/activity');
    await userEvent.click(await screen.findByRole('button', { name: 'Can be undone' }));
    await waitFor(() =>
      expect(screen.getAllByRole('button', { name: /^Undo:/ }), 'only those').toHaveLength(3),
    );
    expect(calls('activity_list').at(-1), 'the engine filters').toMatchObject({ undoable: true });
    expect(screen.queryByText('Refused to answer'), 'the rest is gone').toBeNull();
  });

  it('says honestly what cannot be undone', async () => {
    show('/activity?id=18401');
    expect(await screen.findByText('Cannot be undone'), 'in a word').toBeInTheDocument();
    expect(screen.getByText(/can neither change nor delete/), 'and why').toBeInTheDocument();
  });

  it('verifies the chain on demand', async () => {
    const { calls } = show('/activity');
    await userEvent.click(await screen.findByRole('button', { name: 'Verify the log' }));
    await waitFor(() => expect(calls('journal_verify'), 'here and now').toHaveLength(1));
    expect(await screen.findByText(/Chain whole: 18,402 entries/), 'with its result').toBeInTheDocument();
  });

  it('Z undoes the newest act that can be undone', async () => {
    const { where } = show('/activity');
    await screen.findAllByText('Answered a review');
    fireEvent.keyDown(document.body, { code: 'KeyZ' });
    await waitFor(() => expect(where(), 'its dialog').toContain('id=18402'));
    expect(await screen.findByRole('dialog'), 'asks first').toBeInTheDocument();
  });

  it('a viewer finds no undo', async () => {
    show('/activity?id=18402', 'viewer');
    await screen.findByText('Matches');
    expect(screen.queryByRole('button', { name: /Take the answer back|^Undo:/ }), 'absent').toBeNull();
  });
});
