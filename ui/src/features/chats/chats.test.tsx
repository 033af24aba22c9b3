import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { show } from '../../test/show';

/** Opens a conversation and writes into it. */
async function write(buyer: string, text: string) {
  await userEvent.click(await screen.findByRole('button', { name: buyer }));
  const panel = await screen.findByRole('region', { name: 'The chosen chat' });
  await userEvent.type(await within(panel).findByRole('textbox', { name: 'Your message' }), text);
  return panel;
}

it('whoever waits for an answer comes first, with words that stay words', async () => {
  const { container } = show('/chats');
  expect(await screen.findByText(/<script>alert\(1\)<\/script>/), 'as it was written').toBeInTheDocument();
  expect(container.querySelector('script'), 'never an element').toBeNull();
  expect(screen.getByRole('tab', { name: /Waiting for an answer\s*2/ }), 'how many').toHaveAttribute(
    'aria-selected',
    'true',
  );
  expect(screen.queryByText('Олег'), 'a closed chat waits for nobody').toBeNull();
});

it('a message is looked at by the rules and sent by the person', async () => {
  const { calls } = show('/chats');
  const panel = await write('Шавкат', 'Добрый день');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() =>
    expect(calls('chat_propose'), 'asked').toEqual([{ account: 4, key: '9001', text: 'Добрый день' }]),
  );
  expect(calls('change_decide'), 'nothing left yet').toEqual([]);
  await userEvent.click(await within(panel).findByRole('button', { name: 'Send to the buyer' }));
  await waitFor(() => expect(calls('change_decide'), 'yes').toMatchObject([{ yes: true }]));
});

it('a way out of the marketplace is not sent, and the rule says which', async () => {
  const { calls } = show('/chats');
  const panel = await write('Шавкат', '+998 90 123 45 67');
  await userEvent.click(within(panel).getByRole('button', { name: /^Check/ }));
  expect(await within(panel).findByText('This message cannot be sent'), 'in words').toBeInTheDocument();
  expect(within(panel).queryByRole('button', { name: 'Send to the buyer' }), 'no way to').toBeNull();
  expect(calls('change_decide'), 'nothing to agree to').toEqual([]);
});

it('what a person changes is looked at anew', async () => {
  const { calls } = show('/chats');
  const panel = await write('Шавкат', 'Добрый день');
  await userEvent.click(within(panel).getByRole('button', { name: /^Check/ }));
  await within(panel).findByRole('button', { name: 'Send to the buyer' });
  await userEvent.type(within(panel).getByRole('textbox', { name: 'Your message' }), '!');
  await waitFor(() =>
    expect(calls('change_decide'), 'the old one is taken back').toMatchObject([{ yes: false }]),
  );
  expect(within(panel).getByRole('button', { name: /^Check/ }), 'once more').toBeInTheDocument();
});

it('where nothing can be written the screen says why', async () => {
  show('/chats?queue=closed&row=2~1:77');
  expect(
    await screen.findByText(/lets nobody write into this chat any more/),
    'instead of a field',
  ).toBeInTheDocument();
  expect(
    screen.getByText(/Samo Home Ozon: .*Premium Plus/),
    'a missing subscription is named',
  ).toBeInTheDocument();
  expect(
    screen.getByText(/Samo Home Uzum: chats cannot be read/),
    'absence is an answer',
  ).toBeInTheDocument();
});

it('a partner reads and does not write', async () => {
  show('/chats', 'partner');
  await userEvent.click(await screen.findByRole('button', { name: 'Шавкат' }));
  expect(await screen.findByText('The owner of this installation writes'), 'who can').toBeInTheDocument();
  expect(screen.queryByRole('textbox', { name: 'Your message' }), 'absent').toBeNull();
});

it('an empty tab says why', async () => {
  show('/chats', 'empty');
  expect(await screen.findByText('Everybody has an answer'), 'no error').toBeInTheDocument();
});
