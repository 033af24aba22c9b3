import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { show } from '../../test/show';

const TOWEL = 'Полотенце Buxoro 70×140, гранат';

/** Opens a return and the dialog of its decision. */
async function decide(title: string) {
  await userEvent.click(await screen.findByRole('button', { name: title }));
  await userEvent.click(await screen.findByRole('button', { name: 'Decide' }));
  return screen.findByRole('dialog', { name: 'Decide on the return' });
}

it('what a buyer wrote is text, and nothing of it is drawn as a page', async () => {
  const { container } = show('/returns');
  await userEvent.click(await screen.findByRole('button', { name: TOWEL }));
  const panel = await screen.findByRole('region', { name: 'The chosen return' });
  expect(within(panel).getByText(/<img src=x onerror/), 'word for word').toBeInTheDocument();
  expect(container.querySelector('img[src="x"]'), 'never an element').toBeNull();
  expect(within(panel).getAllByRole('link').length, 'no address but a picture’s').toBe(1);
  expect(within(panel).getByRole('link', { name: /Photo 1/ }), 'a picture is a link').toHaveAttribute(
    'href',
    'https://photos.wbstatic.net/claim/fe3e/1.webp',
  );
});

it('the money at stake stands beside the tabs with their counts', async () => {
  show('/returns');
  expect(
    await screen.findByText(/Waiting for a decision: RUB.12,660\.50/),
    'of what is undecided',
  ).toBeInTheDocument();
  expect(screen.getByRole('tab', { name: /Need a decision\s*4/ }), 'how many').toBeInTheDocument();
});

it('a decision is looked at by the rules, agreed to, and only then sent', async () => {
  const { calls } = show('/returns');
  const dialog = await decide(TOWEL);
  const check = within(dialog).getByRole('button', { name: /^Check/ });
  expect(check, 'nothing is chosen yet').toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(within(dialog).getByRole('radio', { name: 'Refuse in your own words' }));
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'What to tell the buyer' }), 'no');
  await userEvent.click(within(dialog).getByRole('button', { name: /^Check/ }));
  expect(
    await within(dialog).findByText('the answer to the buyer must have 10 to 1,000 characters'),
    'the reason in words, never a code',
  ).toBeInTheDocument();
  expect(calls('change_decide'), 'nothing to agree to').toEqual([]);
  await userEvent.click(within(dialog).getByRole('radio', { name: /^Refund; the buyer keeps/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: /^Check/ }));
  await userEvent.click(await within(dialog).findByRole('button', { name: /^Refund; the buyer keeps/ }));
  await waitFor(() => expect(calls('change_decide').at(-1), 'yes').toMatchObject({ yes: true }));
  expect(calls('return_propose').at(-1), 'without the text of another choice').toMatchObject({
    choice: 'autorefund1',
    text: null,
  });
});

it('leaving takes back what was only asked', async () => {
  const { calls } = show('/returns');
  const dialog = await decide(TOWEL);
  await userEvent.click(within(dialog).getByRole('radio', { name: /^Approve with a check/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: /^Check/ }));
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Not now' }));
  await waitFor(() => expect(calls('change_decide'), 'no').toMatchObject([{ yes: false }]));
});

it('a compensation names its sum in the return’s currency', async () => {
  const { calls } = show('/returns');
  const dialog = await decide('Плед Zarafshon 150×200');
  await userEvent.click(within(dialog).getByRole('radio', { name: 'Компенсировать часть' }));
  const sum = within(dialog).getByRole('textbox', { name: 'Give back to the buyer' });
  await userEvent.clear(sum);
  await userEvent.type(sum, '500.5{Enter}');
  await waitFor(() =>
    expect(calls('return_propose'), 'minor units').toMatchObject([{ choice: '1020', amount_minor: 50_050 }]),
  );
});

it('what the API does not let be decided says so', async () => {
  show('/returns');
  await userEvent.click(await screen.findByRole('button', { name: 'Чайник Vesta 1,7 л' }));
  expect(
    await screen.findByText(/API of Ozon does not let this return be decided/),
    'in words, without a button',
  ).toBeInTheDocument();
  expect(
    screen.getByText(/Samo Home Uzum: returns are shown but decided/),
    'once for the shop',
  ).toBeInTheDocument();
});

it('a partner looks and decides what waits, and asks for nothing new', async () => {
  show('/returns', 'partner');
  await userEvent.click(await screen.findByRole('button', { name: TOWEL }));
  expect(await screen.findByText('The owner of this installation decides.'), 'who can').toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Decide' }), 'absent, not disabled').toBeNull();
});

it('keys walk through the list and close the panel', async () => {
  show('/returns');
  await screen.findByRole('button', { name: TOWEL });
  await userEvent.keyboard('j');
  expect(await screen.findByRole('region', { name: 'The chosen return' }), 'opened').toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await waitFor(() =>
    expect(screen.queryByRole('region', { name: 'The chosen return' }), 'closed').toBeNull(),
  );
});

it('an empty tab says why, a failure what next', async () => {
  const { unmount } = show('/returns', 'empty');
  expect(await screen.findByText('Nothing waits for a decision'), 'no error').toBeInTheDocument();
  unmount();
  show('/returns', 'broken');
  await waitFor(() => expect(screen.getAllByRole('alert').length, 'what failed').toBeGreaterThan(0), {
    timeout: 5000,
  });
});
