import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { LOOK_MS, setLookClock } from '../../backend/decisions';
import { show } from '../../test/show';

const press = (code: string, more = {}) => fireEvent.keyDown(document.body, { code, ...more });
const queue = (name: RegExp) => screen.findByRole('tab', { name });
const panel = () => screen.findByRole('region', { name: 'The chosen row' });

describe('reviews', () => {
  it('open on what waits: the first row in full, with its certificate and why a person is asked', async () => {
    const { where } = show('/reviews');
    const open = await panel();
    expect(
      await within(open).findByText(/линяет, после первой/),
      'the buyer’s own words',
    ).toBeInTheDocument();
    expect(within(open).getByText('15 / 15 passed'), 'every rule, counted').toBeInTheDocument();
    expect(within(open).getByText('Why you are asked'), 'not a riddle').toBeInTheDocument();
    expect(within(open).getByText('The buyer writes about a defect'), 'in plain words').toBeInTheDocument();
    await waitFor(() => expect(where(), 'the address names the row').toContain('id=1'));
    expect(
      screen.getByText(/Reviews are not offered by the Uzum Market API/),
      'absence is an answer',
    ).toBeInTheDocument();
  });

  it('underlines the facts of a draft with their numbers', async () => {
    show('/reviews?id=1');
    const fact = await screen.findByTitle('Краситель: активным красителем');
    expect(fact, 'the words that rest on fact 1').toHaveTextContent('активным красителемfact 1');
  });

  it('moves by J and K and the arrows, and Esc closes', async () => {
    const { where } = show('/reviews');
    await screen.findByText('Why you are asked');
    press('KeyJ');
    await waitFor(() => expect(where(), 'down').toContain('id=2'));
    press('ArrowDown');
    await waitFor(() => expect(where(), 'down again').toContain('id=3'));
    press('KeyK');
    await waitFor(() => expect(where(), 'up').toContain('id=2'));
    press('Escape');
    await waitFor(() => expect(where(), 'closed').not.toContain('id='));
  });

  it('A approves, the queue moves up, and the toast takes it back until it leaves', async () => {
    const { calls, where } = show('/reviews?id=1');
    await screen.findByText('Why you are asked');
    press('KeyA', { key: 'ф' });
    await waitFor(() =>
      expect(calls('answer_approve'), 'as it stands').toEqual([{ draft: 101, text: null }]),
    );
    await waitFor(() => expect(where(), 'the next row is open').toContain('id=2'));
    expect(await queue(/Waiting\s?4/), 'counted anew').toBeInTheDocument();
    await userEvent.click(await screen.findByRole('button', { name: /^Cancel/ }));
    await waitFor(() => expect(calls('answer_cancel'), 'before it left').toEqual([{ draft: 101 }]));
    expect(await queue(/Waiting\s?5/), 'it waits again').toBeInTheDocument();
  });

  it('a late approval moves nobody who has gone elsewhere meanwhile', async () => {
    const { calls, where, go, hold } = show('/reviews?id=1');
    await screen.findByText('Why you are asked');
    const release = hold('answer_approve');
    press('KeyA');
    await waitFor(() => expect(calls('answer_approve'), 'on its way').toHaveLength(1));
    go('/reviews?queue=rejected&id=11');
    await screen.findByText('A rule was not met: “No phone numbers”');
    release();
    expect(await screen.findByText('Approved, leaves soon'), 'it has arrived').toBeInTheDocument();
    expect(where(), 'the row that the person opened stays open').toBe('/reviews?queue=rejected&id=11');
  });

  it('a late approval does not skip the row that the person has gone on to', async () => {
    const { where, hold } = show('/reviews?id=1');
    await screen.findByText('Why you are asked');
    const release = hold('answer_approve');
    press('KeyA');
    press('KeyJ');
    await waitFor(() => expect(where(), 'one row on').toContain('id=2'));
    press('KeyJ');
    await waitFor(() => expect(where(), 'two rows on').toContain('id=3'));
    release();
    expect(await screen.findByText('Approved, leaves soon'), 'it has arrived').toBeInTheDocument();
    expect(where(), 'nobody is moved').toContain('id=3');
  });

  it('holding A, or pressing it twice, approves one answer', async () => {
    const { calls, where } = show('/reviews?id=1');
    await screen.findByText('Why you are asked');
    const pressed = performance.now();
    setLookClock(() => pressed);
    press('KeyA');
    await waitFor(() => expect(where(), 'the next row is open').toContain('id=2'));
    // In the list and in the panel: the row can be read.
    await waitFor(() => expect(screen.getAllByText('Шумит сильнее, чем в описании')).toHaveLength(2));
    press('KeyA', { repeat: true });
    press('KeyA');
    expect(calls('answer_approve'), 'what nobody has read is not approved').toHaveLength(1);
    setLookClock(() => pressed + LOOK_MS);
    press('KeyA', { repeat: true });
    expect(calls('answer_approve'), 'a held key never approves').toHaveLength(1);
    press('KeyA');
    setLookClock(() => performance.now());
    await waitFor(() => expect(calls('answer_approve'), 'a press after a look counts').toHaveLength(2));
  });

  it('E edits; letters are text then, and Ctrl Enter approves what was written', async () => {
    const { calls } = show('/reviews?id=1');
    await screen.findByText('Why you are asked');
    press('KeyE');
    const text = await screen.findByRole('textbox', { name: 'Your text' });
    fireEvent.keyDown(text, { code: 'KeyA' });
    expect(calls('answer_approve'), 'a letter is a letter').toHaveLength(0);
    fireEvent.change(text, { target: { value: 'см. http://x.uz' } });
    fireEvent.keyDown(text, { code: 'Enter', ctrlKey: true });
    expect(
      await screen.findByText('The text breaks rules: No links'),
      'named, and nothing is lost',
    ).toBeInTheDocument();
    fireEvent.change(text, { target: { value: 'Здравствуйте, Ольга.' } });
    fireEvent.keyDown(text, { code: 'Enter', ctrlKey: true });
    await waitFor(() =>
      expect(calls('answer_approve').at(-1), 'the person’s own words').toEqual({
        draft: 101,
        text: 'Здравствуйте, Ольга.',
      }),
    );
  });

  it('R asks for a reason, and rejects only with one', async () => {
    const { calls } = show('/reviews?id=1');
    await screen.findByText('Why you are asked');
    press('KeyR');
    const dialog = await screen.findByRole('dialog', { name: 'Reject this answer?' });
    await userEvent.click(within(dialog).getByRole('button', { name: /Reject the answer/ }));
    expect(calls('answer_reject'), 'not without a reason').toHaveLength(0);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Wrong tone' }));
    await userEvent.click(within(dialog).getByRole('button', { name: /Reject the answer/ }));
    await waitFor(() =>
      expect(calls('answer_reject'), 'kept in the log').toEqual([{ draft: 101, reason: 'Wrong tone' }]),
    );
  });

  it('G writes again only while the draft has the focus', async () => {
    const { calls } = show('/reviews?id=1');
    const draft = await screen.findByRole('group', { name: 'Draft answer' });
    press('KeyG');
    expect(calls('answer_regenerate'), 'elsewhere G goes to a page').toHaveLength(0);
    fireEvent.keyDown(draft, { code: 'KeyG' });
    await waitFor(() =>
      expect(calls('answer_regenerate'), 'here it rewrites').toEqual([{ kind: 'review', id: 1 }]),
    );
  });

  it('a template is labelled as one, in the list, on the draft and in the certificate', async () => {
    show('/reviews?id=2');
    const open = await panel();
    await waitFor(() =>
      expect(within(open).getAllByText('Template'), 'draft and certificate').toHaveLength(2),
    );
    const list = screen.getByRole('region', { name: 'Reviews' });
    await waitFor(() =>
      expect(within(list).getAllByText('Template').length, 'and in the list').toBeGreaterThan(0),
    );
  });

  it('a refused draft names the rule that it broke', async () => {
    show('/reviews?queue=rejected&id=11');
    expect(
      await screen.findByText('A rule was not met: “No phone numbers”'),
      'which rule',
    ).toBeInTheDocument();
    expect(screen.getByText('14 / 15 passed'), 'and how many held').toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Approve/ }), 'it cannot be sent as it is').toBeNull();
  });

  it('approves all that only the owner’s level asks about', async () => {
    const { calls } = show('/reviews');
    await userEvent.click(await screen.findByText('Approve confident: 2', {}, { timeout: 15_000 }));
    expect(await screen.findByText('2 answers approved'), 'how many').toBeInTheDocument();
    expect(calls('answers_approve_confident'), 'of this kind, all shops').toEqual([
      { kind: 'review', account: null },
    ]);
  });

  it('a viewer sees the draft and no way to decide', async () => {
    show('/reviews?id=1', 'viewer');
    await screen.findByText('Why you are asked');
    for (const name of [/^Approve/, /^Edit/, /^Reject/, /^Write again/])
      expect(screen.queryByRole('button', { name }), 'absent, not disabled').toBeNull();
    expect(screen.getByText(/Decisions are made in the window/), 'who decides').toBeInTheDocument();
  });

  it('a partner decides', async () => {
    show('/reviews?id=1', 'partner');
    expect(
      await screen.findByRole('button', { name: /^Approve\b/ }),
      'that is their role',
    ).toBeInTheDocument();
  });

  it('an empty queue says why, a failed one offers to try again', async () => {
    show('/reviews', 'empty');
    expect(await screen.findByText('No decisions wait'), 'and when they come').toBeInTheDocument();
  });
});

describe('questions', () => {
  it('share the page and carry no stars', async () => {
    show('/questions');
    expect(await screen.findByRole('heading', { name: 'Questions' }), 'their own title').toBeInTheDocument();
    await waitFor(() => expect(screen.getAllByText(/состав ткани/), 'list and panel').toHaveLength(2));
    expect(screen.queryByRole('img', { name: /stars/ }), 'a question has no rating').toBeNull();
  });
});

it('a row named by the palette opens in the queue where it stands', async () => {
  const { where } = show('/reviews/11');
  await waitFor(() => expect(where(), 'the path became the page’s own address').toContain('id=11'));
  await waitFor(() => expect(where(), 'its queue').toContain('queue=rejected'));
});
