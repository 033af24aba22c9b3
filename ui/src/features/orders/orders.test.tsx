import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { DecideChange, GetFiles, ParcelRow } from '../../bindings/types';
import { show } from '../../test/show';
import { byShop, nextOf, sharedBy } from './steps';

const rowOf = async (number: string) => (await screen.findByText(new RegExp(number))).closest('tr')!;
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const choose = async (number: string) =>
  userEvent.click(await screen.findByRole('checkbox', { name: `Choose order ${number}` }));

describe('steps', () => {
  const row = (account: number, acts: string[], busy = false) =>
    ({ account, key: String(account), acts, change: busy ? {} : null }) as unknown as ParcelRow;

  it('the next one is neither a label nor giving up', () => {
    expect(nextOf(row(1, ['label', 'cancel', 'pack'])), 'the way on').toBe('pack');
    expect(nextOf(row(1, ['label', 'cancel'])), 'none').toBeUndefined();
  });

  it('shared by several are those that each has; one under way gives labels only', () => {
    const both = [row(1, ['confirm', 'cancel']), row(2, ['label', 'cancel', 'confirm'])];
    expect(sharedBy(both), 'in the order of the first').toEqual(['confirm', 'cancel']);
    expect(sharedBy([row(1, ['mark', 'label', 'cancel'], true)]), 'codes are of one order').toEqual([
      'label',
    ]);
    expect(sharedBy([]), 'nothing of none').toEqual([]);
    expect([...byShop(both).keys()], 'each shop by itself').toEqual([1, 2]);
  });
});

describe('the list', () => {
  it('shows what is due first, late orders marked, and how many each queue has', async () => {
    show('/orders');
    const late = await rowOf('71004411');
    expect(within(late).getByText('overdue by 2 h'), 'late').toBeInTheDocument();
    expect(within(late).getAllByText('New, waits for you')[0], 'in words').toBeInTheDocument();
    const numbers = screen.getAllByText(/^№ /).map((one) => one.textContent?.slice(2, 10));
    expect(numbers[0], 'the most urgent is first').toBe('71004411');
    expect(screen.getByRole('tab', { name: 'New4' }), 'counted').toBeInTheDocument();
    const set = await rowOf('50928812');
    expect(within(set).getByText('×2'), 'pieces').toBeInTheDocument();
    expect(within(set).getByText('and 1 more product'), 'and what else is in it').toBeInTheDocument();
    const printed = await rowOf('0130-0042-1');
    expect(within(printed).getAllByText(/^label /)[0], 'its label lies here').toBeInTheDocument();
  });

  it('is filtered by queue and words, which stand in the address', async () => {
    const { calls, where } = show('/orders');
    await userEvent.click(await screen.findByRole('tab', { name: /^Handed over/ }));
    await rowOf('0130-0041-1');
    expect(where(), 'in the address').toContain('queue=handed_over');
    expect(screen.queryByText(/overdue/), 'what has left is late no more').toBeNull();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Product or order number' }), 'zzz');
    expect(await screen.findByText('No order fits these words.'), 'why').toBeInTheDocument();
    expect(calls('parcels_list').at(-1), 'the engine searches').toMatchObject({
      queue: 'handed_over',
      search: 'zzz',
    });
  });

  it('is walked by keys, and a key chooses', async () => {
    show('/orders');
    await rowOf('71004411');
    await userEvent.keyboard('j');
    expect(screen.getByRole('checkbox', { name: 'Choose order 71004411' }), 'the first').toHaveFocus();
    await userEvent.keyboard('{ArrowDown} ');
    expect(screen.getByRole('checkbox', { name: 'Choose order 71004460' }), 'chosen').toBeChecked();
    expect(screen.getByText('1 order chosen'), 'said').toBeInTheDocument();
  });

  it('a partner and a viewer take no steps', async () => {
    for (const scene of ['partner', 'viewer']) {
      const view = show('/orders', scene);
      await rowOf('71004411');
      expect(screen.queryByRole('button', { name: /^(Confirm|Label|Cancel)/ }), scene).toBeNull();
      expect(screen.queryByRole('checkbox'), `${scene} chooses nothing`).toBeNull();
      view.unmount();
    }
  });

  it('says what is absent, why it is empty, and what failed', async () => {
    const gaps = show('/orders', 'no_orders');
    expect(await screen.findByText(/The Uzum Market API gives no orders/), 'absent').toBeInTheDocument();
    expect(
      screen.getByText(/The Ozon API shows orders but does not let them/),
      'read only',
    ).toBeInTheDocument();
    gaps.unmount();
    const empty = show('/orders', 'empty');
    expect(await screen.findByText('Nothing to hand over'), 'why').toBeInTheDocument();
    empty.unmount();
    show('/orders', 'broken');
    expect((await screen.findAllByRole('button', { name: 'Try again' })).length, 'again').toBeGreaterThan(0);
  });
});

describe('a step', () => {
  it('of several orders is judged at once and sent by one yes', async () => {
    const { calls } = show('/orders');
    await choose('71004411');
    await choose('71004460');
    await press('Confirm');
    const dialog = await screen.findByRole('dialog', { name: 'Confirm 2 orders?' });
    expect(await within(dialog).findByText('The rules allow it'), 'judged').toBeInTheDocument();
    expect(calls('change_decide'), 'nothing is agreed to yet').toHaveLength(0);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Confirm 2 orders' }));
    expect(await screen.findByText(/^Being sent. The log/), 'said').toBeInTheDocument();
    expect(calls('parcels_propose'), 'one question for the shop').toEqual([
      {
        account: 1,
        parcels: ['71004411', '71004460'],
        act: 'confirm',
        supply: null,
        reason: null,
        marks: [],
      },
    ]);
    expect(
      calls('change_decide').every((one) => (one as DecideChange).yes),
      'a yes to each',
    ).toBe(true);
    expect(calls('change_decide'), 'of both').toHaveLength(2);
  });

  it('that nobody agreed to is taken back', async () => {
    const { calls } = show('/orders');
    await press('Confirm: order 71004411');
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('The rules allow it');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Leave as it is' }));
    await waitFor(() => expect(calls('change_decide'), 'a no').toMatchObject([{ yes: false }]));
  });

  it('of giving up names its reason, and one that is refused says so', async () => {
    const { calls } = show('/orders');
    await press('Cancel order: order 71004411');
    let dialog = await screen.findByRole('dialog', { name: 'Cancel 1 order?' });
    await userEvent.click(within(dialog).getByRole('combobox', { name: 'Reason' }));
    await userEvent.click(await screen.findByRole('option', { name: 'No packaging' }));
    await waitFor(() =>
      expect(calls('parcels_propose').at(-1), 'its reason').toMatchObject({ reason: 'OUT_OF_PACKAGE' }),
    );
    await userEvent.keyboard('{Escape}');
    await press('Cancel order: order 71004460');
    dialog = await screen.findByRole('dialog', { name: 'Cancel 1 order?' });
    expect(await within(dialog).findByText('it has no such step'), 'why').toBeInTheDocument();
    expect(
      within(dialog).getByRole('button', { name: 'Cancel 1 order' }),
      'nothing to agree to',
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('into a supply chooses it; codes are asked for one by one', async () => {
    const { calls } = show('/orders');
    await press('Confirm: order 4410023811');
    await within(await screen.findByRole('dialog')).findByText('The rules allow it');
    expect(calls('parcels_propose').at(-1), 'the open one').toMatchObject({ supply: 'WB-GI-50000001' });
    await userEvent.keyboard('{Escape}');
    await press('Enter codes: order 4410023740');
    const dialog = await screen.findByRole('dialog', { name: 'Codes of the goods' });
    await userEvent.type(within(dialog).getByRole('textbox'), '0104780063010017');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Check' }));
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Send the codes' }));
    expect(calls('parcels_propose').at(-1), 'with its code').toMatchObject({
      act: 'mark',
      marks: [{ line: 0, kind: 'sgtin', code: '0104780063010017' }],
    });
  });
});

describe('files', () => {
  it('a single label opens at once', async () => {
    const { calls, file } = show('/orders');
    await press('Label: order 50928812');
    const dialog = await screen.findByRole('dialog', { name: '1 file saved on this computer' });
    expect(within(dialog).getByText('labels.pdf'), 'named').toBeInTheDocument();
    expect(calls('files_get'), 'asked for').toEqual([
      { account: 4, wish: { what: 'labels', parcels: ['50928812'] } },
    ]);
    await waitFor(() => expect(file, 'opened').toHaveBeenCalledWith(1, 'labels.pdf'));
  });

  it('labels of several shops are fetched shop by shop and wait to be opened', async () => {
    const { calls, file } = show('/orders');
    await choose('50928812');
    await choose('0130-0042-1');
    await press('Label');
    const dialog = await screen.findByRole('dialog', { name: '2 files saved on this computer' });
    expect(
      calls('files_get').map((one) => (one as GetFiles).account),
      'each shop',
    ).toEqual([4, 3]);
    expect(file, 'nobody wants two windows at once').not.toHaveBeenCalled();
    await userEvent.click(within(dialog).getAllByRole('button', { name: 'Download: labels.pdf' })[1]!);
    expect(file, 'the second').toHaveBeenCalledWith(2, 'labels.pdf');
  });

  it('what did not come says why', async () => {
    const { call } = show('/orders');
    await rowOf('50928812');
    const answer = call.getMockImplementation()!;
    call.mockImplementation((name, args) =>
      name === 'files_get'
        ? Promise.reject({ code: 'not_ready', message: 'late' })
        : (answer(name, args) as Promise<unknown>),
    );
    await press('Label: order 50928812');
    const dialog = await screen.findByRole('dialog', { name: 'The file did not come' });
    expect(within(dialog).getByText(/is still preparing the file/), 'in words').toBeInTheDocument();
  });

  it('documents and papers of supplies are had in their formats', async () => {
    const { calls } = show('/orders?view=documents');
    expect(await screen.findByText(/The Ozon API gives no documents/), 'absent').toBeInTheDocument();
    await press('Open “Уведомление о выкупе” as PDF');
    await screen.findByRole('dialog', { name: '1 file saved on this computer' });
    expect(calls('files_get'), 'the format').toMatchObject([
      { wish: { what: 'document', document: 'redeem-1', format: 'pdf' } },
    ]);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('radio', { name: 'Supplies' }));
    await press('Act: 9001');
    await waitFor(() =>
      expect(calls('files_get').at(-1), 'the paper').toMatchObject({
        wish: { what: 'supply', supply: '9001', paper: 'act' },
      }),
    );
  });

  it('a supply is handed over by a yes', async () => {
    const { calls } = show('/orders?view=supplies');
    await press('Hand over: Поставка 22.11');
    const dialog = await screen.findByRole('dialog', { name: 'Hand over the supply?' });
    await within(dialog).findByText('The rules allow it');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Hand over the supply' }));
    await waitFor(() => expect(calls('change_decide'), 'agreed').toMatchObject([{ yes: true }]));
    expect(calls('supply_propose'), 'which').toMatchObject([{ supply: 'WB-GI-50000001', act: 'hand_over' }]);
  });

  it('is made on the way where none is open, and the step goes on with it', async () => {
    const { calls } = show('/orders?view=supplies');
    await press('Hand over: Поставка 22.11');
    await press('Hand over the supply');
    await waitFor(() => expect(calls('change_decide'), 'the last open one leaves').toHaveLength(1));
    await userEvent.click(screen.getByRole('radio', { name: 'Orders' }));
    await press('Confirm: order 4410023811');
    const dialog = await screen.findByRole('dialog', { name: 'Confirm 1 order?' });
    await within(dialog).findByText(/Wildberries wants a supply for these orders/);
    expect(
      within(dialog).getByRole('button', { name: 'Confirm 1 order' }),
      'not without a supply',
    ).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Check' }));
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Make the supply' }));
    await waitFor(() =>
      expect(calls('parcels_propose').at(-1), 'with the new one').toMatchObject({ supply: 'WB-GI-50000002' }),
    );
  });
});
