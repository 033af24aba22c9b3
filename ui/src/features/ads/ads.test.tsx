import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { show } from '../../test/show';

const SHARQ = 'КПБ Sharq, поиск';

async function open(name: string) {
  await userEvent.click(await screen.findByRole('button', { name }));
  return screen.findByRole('region', { name: 'The chosen campaign' });
}

it('a campaign shows what it cost and brought; what is not told says so', async () => {
  show('/ads');
  const row = (await screen.findByRole('button', { name: SHARQ })).closest('tr') as HTMLElement;
  expect(within(row).getByText('RUB 6,120'), 'spent').toBeInTheDocument();
  expect(within(row).getByText('5.5%'), 'spend of revenue').toBeInTheDocument();
  const boost = screen.getByRole('button', { name: /Буст продаж/ }).closest('tr') as HTMLElement;
  expect(within(boost).getAllByText('no data').length, 'never zero').toBeGreaterThan(1);
});

it('sums stand shop by shop and are never added', async () => {
  show('/ads');
  const totals = await screen.findByRole('list', { name: 'Spend by shop' });
  expect(within(totals).getAllByRole('listitem').length, 'one for each shop').toBe(2);
});

it('a pause is looked at by the rules at once and leaves with a yes', async () => {
  const { calls } = show('/ads');
  const panel = await open(SHARQ);
  await userEvent.click(await within(panel).findByRole('button', { name: 'Pause' }));
  const dialog = await screen.findByRole('dialog', { name: 'Pause the campaign?' });
  await waitFor(() =>
    expect(calls('campaign_propose'), 'asked once').toEqual([
      { account: 2, key: '567', step: { act: 'pause' } },
    ]),
  );
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Pause the campaign' }));
  await waitFor(() => expect(calls('change_decide'), 'yes').toMatchObject([{ yes: true }]));
});

it('money is put in by what was typed', async () => {
  const { calls } = show('/ads');
  const panel = await open(SHARQ);
  await userEvent.click(await within(panel).findByRole('button', { name: 'Top up' }));
  const dialog = await screen.findByRole('dialog', { name: 'Top up' });
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'How much to put in' }), '1500{Enter}');
  await waitFor(() =>
    expect(calls('campaign_propose'), 'minor units').toMatchObject([
      { step: { act: 'budget', per: 'in', amount_minor: 150_000 } },
    ]),
  );
  expect(
    await within(dialog).findByRole('button', { name: /^Put in RUB.1,500$/ }),
    'named',
  ).toBeInTheDocument();
});

it('a bid out of range offers the nearest one that is taken', async () => {
  const { calls } = show('/ads');
  const panel = await open('Буст продаж (API)');
  await userEvent.click(await within(panel).findByRole('button', { name: /^Change the bid:/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Change the bid' });
  const field = within(dialog).getByRole('textbox', { name: 'New bid' });
  await userEvent.clear(field);
  await userEvent.type(field, '120{Enter}');
  expect(
    await within(dialog).findByText('the bid is out of range'),
    'the reason in words',
  ).toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole('button', { name: /Enter 99\.99%|Use 99\.99%|99\.99%/ }));
  expect(field, 'filled in').toHaveValue('99.99');
  expect(calls('campaign_propose'), 'hundredths of a percent').toMatchObject([{ step: { bid: 12_000 } }]);
});

it('a bid that the marketplace advises is one press away', async () => {
  show('/ads');
  const panel = await open('Буст продаж (API)');
  await userEvent.click(await within(panel).findByRole('button', { name: /^Change the bid:/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Change the bid' });
  expect(
    within(dialog).getByRole('button', { name: 'Lowest: 1.50%' }),
    'what is taken at least',
  ).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Advised: 4.20%, 25% of shows' }));
  expect(within(dialog).getByRole('textbox', { name: 'New bid' }), 'filled in').toHaveValue('4.2');
});

it('what a marketplace does not offer has no button', async () => {
  show('/ads');
  const panel = await open('Буст продаж (API)');
  await within(panel).findByRole('button', { name: /^Change the bid:/ });
  expect(within(panel).queryByRole('button', { name: 'Pause' }), 'bids alone').toBeNull();
  expect(
    screen.getByText(/Samo Home Ozon: ads cannot be read \(.*Performance API\)/),
    'a key that was not given is named',
  ).toBeInTheDocument();
});

it('a partner looks and changes nothing', async () => {
  const { calls } = show('/ads', 'partner');
  const panel = await open(SHARQ);
  await within(panel).findByText('Products and bids');
  expect(within(panel).queryByRole('button', { name: 'Pause' }), 'absent').toBeNull();
  expect(calls('campaign_acts'), 'an owner’s question').toEqual([]);
});

it('other days are summed when they are chosen', async () => {
  const { calls } = show('/ads');
  await userEvent.click(await screen.findByRole('radio', { name: '30 days' }));
  await waitFor(() => expect(calls('ads_list').at(-1), 'asked anew').toMatchObject({ period: '30d' }));
});
