import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { show } from '../../test/show';

describe('connections', () => {
  it('a row opens its passport', async () => {
    show('/shops');
    await userEvent.click(await screen.findByText('Samo Home Wildberries'));
    expect(await screen.findByText('Connection passport'), 'what the key may do').toBeInTheDocument();
    expect(screen.getByText('172 days'), 'and how long').toBeInTheDocument();
    expect(
      screen.getByText(/The key lacks a permission: promotion/),
      'one amber line says what is lost',
    ).toBeInTheDocument();
  });

  it('what an API does not offer is said in the cell, not as an error', async () => {
    show('/shops/1');
    const table = await screen.findByRole('table', { name: 'Capabilities' });
    const row = within(table).getByText('Reviews').closest('tr') as HTMLElement;
    expect(
      within(row).getAllByText('not in Uzum Market API'),
      'reading and writing are both absent',
    ).toHaveLength(2);
    expect(screen.queryByRole('alert'), 'absence is an answer').toBeNull();
  });

  it.each([
    ['/shops/1', 'conditions', 'Uzum Market has blocked the company', 'Open the cabinet', 'Check again'],
    ['/shops/2', 'conditions', 'The Wildberries key has expired', null, 'Replace the key'],
    ['/shops/4', 'conditions', 'api.partner.market.yandex.net does not answer', null, 'Check again'],
    ['/shops/4', 'moving', 'Yandex Market is moving the cabinet', null, 'Check again'],
  ])('%s in the scene %s says what is wrong and what mends it', async (page, scene, title, link, button) => {
    show(page, scene);
    const told = (await screen.findByText(title)).closest('section') ?? document.body;
    if (link) expect(within(told).getByRole('link', { name: link }), 'where it is mended').toBeVisible();
    expect(within(told).getAllByRole('button', { name: button })[0], 'what to press').toBeVisible();
  });

  it('a subscription that is missing is one line with all that it opens', async () => {
    show('/shops/3', 'conditions');
    expect(await screen.findByText('Questions: needs a subscription, Premium Pro.')).toBeVisible();
    expect(screen.queryByRole('alert'), 'the rest works').toBeNull();
  });

  it('a report of the marketplace that does not add up is open, one that does is not', async () => {
    show('/shops/2');
    const odd = await screen.findByText('1 line unexplained');
    const report = odd.closest('details') as HTMLDetailsElement;
    expect(report.open, 'what is wrong is seen at once').toBe(true);
    expect(within(report).getByText('Delivery').closest('tr'), 'the line and its cause').toHaveTextContent(
      'Unexplained',
    );
    expect(within(report).getByText('Paid out').closest('tr'), 'no rows is not nought').toHaveTextContent(
      /none.*Told in sum only/,
    );
    const fine = screen.getByText('Nothing unexplained').closest('details') as HTMLDetailsElement;
    expect(fine.open, 'what agrees takes no room').toBe(false);
  });

  it('ratings and places in categories are told with their units', async () => {
    show('/shops/2');
    const ratings = await screen.findByRole('table', { name: 'Ratings of the shop' });
    expect(within(ratings).getByText('4.83 of 5'), 'stars').toBeVisible();
    expect(within(ratings).getByText('1.2%'), 'percent').toBeVisible();
    const places = screen.getByRole('table', { name: 'Places in categories' });
    expect(within(places).getByText('14 of 212'), 'among how many').toBeVisible();
  });

  it('what was counted is held against the report, and what nobody explains stands out', async () => {
    show('/shops/2');
    const table = await screen.findByRole('table', { name: 'Checked against the marketplace' });
    const odd = within(table).getByText('Unexplained');
    expect(odd, 'two pieces that the report does not know').toHaveClass('text-warn');
    expect(
      within(table).getByText('Cancelled after the day').closest('tr'),
      'what lies between the sides has its name and its sign',
    ).toHaveTextContent('+31');
    expect(
      screen.getByText('Orders that finance reports name: 398, found here: 397.'),
      'orders of the money',
    ).toBeInTheDocument();
  });

  it('a refresh is a card with a Stop that goes away', async () => {
    const { calls } = show('/shops/1');
    await userEvent.click(await screen.findByRole('button', { name: 'Refresh now' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(calls('job_stop'), 'that very job').toEqual([{ id: '2' }]));
    await userEvent.click(await screen.findByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByText('Refresh'), 'seen and put aside').not.toBeInTheDocument());
    expect(calls('job_dismiss'), 'for good').toEqual([{ id: '2' }]);
  });

  it('a round with unreadable rows says that it is partial', async () => {
    show('/shops/4');
    expect(
      await screen.findByText(/1 row could not be read: what it is about stays as it was/),
      'nobody takes an old quantity for a new one',
    ).toBeInTheDocument();
  });

  it('a feed that waits for a limit says until when, and is no alarm', async () => {
    show('/shops/3');
    expect(
      await screen.findByText(/Waits for the request limit; goes on: \d\d:\d\d/),
      'what passes by itself is told by its time',
    ).toBeInTheDocument();
  });

  it('is removed only after a dialog that names it and rests on Cancel', async () => {
    const { calls } = show('/shops/2');
    await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove “Samo Home Wildberries”?' });
    await waitFor(() =>
      expect(within(dialog).getByRole('button', { name: 'Cancel' }), 'Enter must not remove').toHaveFocus(),
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove “Samo Home Wildberries”' }));
    await waitFor(() => expect(calls('shop_remove'), 'that very shop').toEqual([{ id: 2 }]));
  });

  it('gets a new key in place of the old one, and keeps its history', async () => {
    const { calls, container, client } = show('/shops/2');
    await userEvent.click(await screen.findByRole('button', { name: 'Replace the key' }));
    const dialog = await screen.findByRole('dialog', { name: 'A new key for “Samo Home Wildberries”' });
    const replace = within(dialog).getByRole('button', { name: 'Check and replace' });
    expect(replace, 'nothing was typed yet').toHaveAttribute('aria-disabled', 'true');
    await userEvent.type(within(dialog).getByLabelText('Token'), 'eyJ.other.SIGNATURE');
    await within(dialog).findByText('Read here, without going to the network');
    await userEvent.click(replace);
    expect(
      await within(dialog).findByText('This key opens another shop'),
      'told in its own words',
    ).toBeInTheDocument();
    expect(within(dialog).getByText(/The old key was kept/), 'and what is safe').toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Paste another key' }));
    await userEvent.type(within(dialog).getByLabelText('Token'), 'eyJ.own.SIGNATURE');
    await userEvent.tab();
    await within(dialog).findByText('Read here, without going to the network');
    await userEvent.click(replace);
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /A new key/ }), 'done').toBeNull());
    expect(calls('shop_rekey').at(-1), 'that very shop, that very key').toEqual({
      id: 2,
      fields: { token: 'eyJ.own.SIGNATURE' },
    });
    await waitFor(() => {
      const variables = client
        .getMutationCache()
        .getAll()
        .map((one) => one.state.variables);
      expect(JSON.stringify(variables) + container.textContent, 'a key never stays').not.toContain(
        'SIGNATURE',
      );
    });
  });

  it.each(['partner', 'viewer'])(
    'a %s finds no write buttons, and one line says who can act',
    async (scene) => {
      show('/shops/2', scene);
      await screen.findByText('Connection passport');
      for (const name of ['Remove', 'Replace the key', 'Check the key', 'Refresh now', 'Stop']) {
        expect(screen.queryByRole('button', { name }), `${name} is absent, not disabled`).toBeNull();
      }
      expect(
        screen.getByText(scene === 'partner' ? /changed by the owner/ : /View only/),
        'who can',
      ).toBeInTheDocument();
    },
  );

  it('a failed read says what happened and tries again on demand', async () => {
    const { call } = show('/shops', 'broken');
    const retry = await screen.findByRole('button', { name: 'Try again' }, { timeout: 4000 });
    const before = call.mock.calls.length;
    await userEvent.click(retry);
    await waitFor(() => expect(call.mock.calls.length, 'asked once more').toBeGreaterThan(before));
  });
});
