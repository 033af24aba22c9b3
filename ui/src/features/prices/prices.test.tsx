import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { PriceRow } from '../../bindings/types';
import { show } from '../../test/show';
import { isSame, percentFrom, wantedOf, wrongIn } from './wanted';

const TOWEL = /^Change the price: Полотенце Buxoro/;
const rowOf = async (title: string | RegExp) =>
  (await screen.findByText(title)).closest('tr') as HTMLTableRowElement;

/** Opens a row's dialog and types a new price. */
async function type(name: RegExp, price: string) {
  await userEvent.click((await screen.findAllByRole('button', { name }))[0]!);
  const dialog = await screen.findByRole('dialog', { name: 'Change the price' });
  const field = within(dialog).getByRole('textbox', { name: 'New price' });
  await userEvent.clear(field);
  await userEvent.type(field, price);
  return { dialog, field };
}

describe('what is typed', () => {
  const money = (minor: number) => ({ minor, currency: 'RUB', exponent: 2 });
  const row = {
    account: 3,
    listing_key: '7',
    variant: '',
    price: money(149_000),
    before: money(200_000),
    least: null,
  } as PriceRow;
  const typed = { price: '1 290,5', before: '', least: '' };

  it('becomes minor units; an emptied crossed-out price is to go', () => {
    expect(wantedOf(row, typed), 'whole arithmetic').toEqual({
      account: 3,
      listing_key: '7',
      variant: '',
      price_minor: 129_050,
      before_minor: null,
      least_minor: null,
    });
    expect(percentFrom(row, typed.price), 'how far from now').toBe(-13.4);
  });

  it('is wrong where it is no sum', () => {
    expect(wrongIn(row, { ...typed, price: '0', before: 'x' }), 'named').toEqual(['price', 'before']);
    expect(wantedOf(row, { ...typed, price: '1,490' }), 'never guessed').toBeNull();
  });

  it('that changes nothing is told from a change', () => {
    const same = wantedOf(row, { price: '1490', before: '2000', least: '' });
    expect(same && isSame(row, same), 'as it stands').toBe(true);
    const less = wantedOf(row, { price: '1490', before: '', least: '' });
    expect(less && isSame(row, less), 'the crossed-out one goes').toBe(false);
  });
});

describe('the list', () => {
  it('shows what a listing costs, page after page', async () => {
    show('/prices');
    const towel = await rowOf('Полотенце Buxoro 70×140, гранат');
    expect(within(towel).getByText('RUB 1,490'), 'the price').toBeInTheDocument();
    expect(within(towel).getAllByText('RUB 2,490')[0], 'crossed out').toHaveProperty('tagName', 'S');
    expect(within(towel).getByText('RUB 1,340'), 'what buyers pay').toBeInTheDocument();
    expect(screen.queryByText('КПБ Sharq, евро'), 'not on this page').toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('КПБ Sharq, евро'), 'on the next one').toBeInTheDocument();
  });

  it('a held price says why, and which one stands', async () => {
    show('/prices');
    const bowls = await rowOf(/Пиалы/);
    expect(within(bowls).getAllByText('Held back: RUB 1,190')[0], 'what was asked for').toBeInTheDocument();
    expect(
      within(bowls).getAllByText(/differs too much from the old one.*RUB 1,890 stays in force/)[0],
      'the reason in words, the old price',
    ).toBeInTheDocument();
  });

  it('filters what is held back, and counts it', async () => {
    const { calls, where } = show('/prices');
    await userEvent.click(await screen.findByRole('button', { name: 'Held back2' }));
    await waitFor(() => expect(where(), 'in the address').toContain('held=true'));
    expect(calls('prices_list').at(-1), 'the engine filters').toMatchObject({ held: true, after: null });
    await waitFor(() => expect(screen.queryByText(/Полотенце/), 'the rest is gone').toBeNull());
  });

  it('opens filtered from an address', async () => {
    show('/prices?held=true');
    await screen.findByText(/Пиалы/);
    expect(screen.queryByText(/Полотенце/), 'only what is held back').toBeNull();
  });

  it('searches, and says when nothing fits', async () => {
    const { calls } = show('/prices');
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Title or article' }), 'zzz');
    expect(await screen.findByText('No product fits these words and filters.'), 'why').toBeInTheDocument();
    expect(calls('prices_list').at(-1), 'words go to the engine').toMatchObject({ search: 'zzz' });
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByText(/Полотенце/), 'all of it again').toBeInTheDocument();
  });

  it('says which marketplaces give no prices or take none', async () => {
    show('/prices', 'no_prices');
    expect(await screen.findByText(/The Uzum Market API gives no prices/), 'absent').toBeInTheDocument();
    expect(
      screen.getByText(/The Ozon API shows prices but does not let them/),
      'read only',
    ).toBeInTheDocument();
    const plaid = await rowOf('Плед Zarafshon 150×200');
    expect(within(plaid).queryByRole('button'), 'no way to change it').toBeNull();
  });

  it('a viewer and a partner change nothing; a partner decides what waits', async () => {
    const first = show('/prices', 'viewer');
    await screen.findByText(/Полотенце/);
    expect(screen.queryByRole('button', { name: /^(Change|Decide on) the price/ }), 'absent').toBeNull();
    first.unmount();
    show('/prices', 'partner');
    expect(
      (await screen.findAllByRole('button', { name: /^Decide on the price/ })).length,
      'their role',
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: TOWEL }), 'not theirs').toBeNull();
  });

  it('an empty one says when it fills, a failed one offers to try again', async () => {
    const first = show('/prices', 'empty');
    expect(await screen.findByText('No prices yet'), 'why').toBeInTheDocument();
    first.unmount();
    show('/prices', 'broken');
    expect((await screen.findAllByRole('button', { name: 'Try again' })).length, 'again').toBeGreaterThan(0);
  });
});

describe('a new price', () => {
  it('is checked by Enter, shown with its rules, and set by a yes to these very sums', async () => {
    const { calls } = show('/prices');
    const { dialog } = await type(TOWEL, '1290');
    expect(within(dialog).getByText('−13.4%'), 'how far, at once').toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(await within(dialog).findByText('The rules allow it'), 'in a word').toBeInTheDocument();
    expect(within(dialog).getByText('6 / 6 passed'), 'and each of them').toBeInTheDocument();
    expect(calls('price_propose'), 'minor units; what is not typed stays').toEqual([
      {
        account: 2,
        listing_key: '218604102',
        variant: '',
        price_minor: 129_000,
        before_minor: 249_000,
        least_minor: null,
      },
    ]);
    await userEvent.keyboard('{Enter}');
    expect(calls('change_decide'), 'a second Enter agrees to nothing').toHaveLength(0);
    await userEvent.click(
      within(dialog).getByRole('button', { name: /^Set price RUB.1,290 instead of RUB.1,490$/ }),
    );
    expect(await screen.findByText(/^Being sent. The log/), 'said').toBeInTheDocument();
    expect(calls('change_decide'), 'one yes, no later no').toEqual([{ id: 601, yes: true }]);
    const rest = await screen.findAllByRole('button', { name: TOWEL });
    await waitFor(() => expect(rest[0], 'one change at a time').toHaveAttribute('aria-disabled', 'true'));
  });

  it('that jumps is shown in amber and can be agreed to', async () => {
    show('/prices');
    const { dialog } = await type(TOWEL, '990{Enter}');
    expect(await within(dialog).findByText('Look closely before you agree'), 'amber').toBeInTheDocument();
    expect(within(dialog).getByText('−33%'), 'how far').toBeInTheDocument();
    expect(within(dialog).getByRole('button', { name: /^Set price/ }), 'a person may').toBeInTheDocument();
  });

  it('that is refused says why, cannot be agreed to, and offers the nearest one', async () => {
    const { calls } = show('/prices');
    const { dialog, field } = await type(TOWEL, '1289.5{Enter}');
    expect(await within(dialog).findByText('This price cannot be set'), 'in a word').toBeInTheDocument();
    expect(within(dialog).getByText('only whole sums are taken'), 'the reason').toBeInTheDocument();
    expect(within(dialog).queryByRole('button', { name: /^Set price/ }), 'no yes').toBeNull();
    await userEvent.click(within(dialog).getByRole('button', { name: /^Fill in RUB.1,290$/ }));
    expect(field, 'one click').toHaveValue('1290');
    expect(field, 'and the keyboard is there').toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(await within(dialog).findByText('The rules allow it'), 'that one passes').toBeInTheDocument();
    expect(calls('change_decide'), 'what was refused needs no word').toHaveLength(0);
  });

  it('left without a word is taken back', async () => {
    const { calls } = show('/prices');
    const { dialog } = await type(TOWEL, '1290{Enter}');
    await within(dialog).findByText('The rules allow it');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(calls('change_decide'), 'no').toEqual([{ id: 601, yes: false }]));
    expect(screen.queryByRole('dialog'), 'closed').toBeNull();
  });

  it('written anew takes the first one back before the second is asked for', async () => {
    const { calls } = show('/prices');
    const { dialog, field } = await type(TOWEL, '1290{Enter}');
    await within(dialog).findByText('The rules allow it');
    await userEvent.type(field, '{Backspace}5{Enter}');
    expect(
      await within(dialog).findByRole('button', { name: /^Set price RUB.1,295 instead of RUB.1,490$/ }),
      'the new one',
    ).toBeInTheDocument();
    expect(calls('change_decide'), 'the old one is gone').toEqual([{ id: 601, yes: false }]);
  });

  it('whose answer comes after the dialog is left is taken back, too', async () => {
    const { calls, hold } = show('/prices');
    const release = hold('price_propose');
    await type(TOWEL, '1290{Enter}');
    await waitFor(() => expect(calls('price_propose'), 'on its way').toHaveLength(1));
    await userEvent.keyboard('{Escape}');
    release();
    await waitFor(() => expect(calls('change_decide'), 'no').toEqual([{ id: 601, yes: false }]));
  });
});

it('a change that waits from before is decided in its own dialog', async () => {
  const { calls } = show('/prices');
  await userEvent.click((await screen.findAllByRole('button', { name: /^Decide on the price/ }))[0]!);
  const dialog = await screen.findByRole('dialog', { name: 'A price change waits for your yes' });
  await userEvent.click(
    within(dialog).getByRole('button', { name: /^Set price RUB.4,790 instead of RUB.4,990$/ }),
  );
  await waitFor(() => expect(calls('change_decide'), 'yes').toEqual([{ id: 501, yes: true }]));
});
