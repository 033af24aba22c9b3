import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { show } from '../../test/show';

// jsdom lays nothing out: the chart's box gets a size.
beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(720);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(320);
});

const press = (code: string) => fireEvent.keyDown(document.body, { code });

describe('the overview', () => {
  it('says in a sentence how the day goes and what waits', async () => {
    show('/overview');
    expect(
      await screen.findByText(
        /Revenue in UZS is 9% higher than yesterday by this hour\. 7 decisions wait for you/,
      ),
      'ten seconds',
    ).toBeInTheDocument();
    expect(screen.getByText(/Profit is not shown/), 'why profit is not first').toBeInTheDocument();
  });

  it('never adds two currencies', async () => {
    show('/overview');
    const figures = await screen.findByRole('region', { name: 'Figures of the period' });
    expect(within(figures).getByText('9,120,000'), 'so much in one').toBeInTheDocument();
    expect(within(figures).getByText('62,480.50'), 'so much in the other').toBeInTheDocument();
    const table = screen.getByRole('table', { name: 'By marketplace' });
    expect(within(table).getByText('UZS 9,120,000', { selector: 'div' }), 'a total each').toBeInTheDocument();
    expect(within(table).getByText('RUB 62,480.50'), 'one under the other').toBeInTheDocument();
    expect(within(table).getByText('not in API'), 'what Uzum does not offer is said').toBeInTheDocument();
  });

  it('a figure answers where it comes from, only when asked', async () => {
    const { calls } = show('/overview');
    const ask = await screen.findByRole('button', { name: 'Revenue: where it comes from' });
    expect(calls('figure_explain'), 'not before').toHaveLength(0);
    await userEvent.click(ask);
    expect(
      await screen.findByText('RUB 17,790.50', { selector: '.tnum' }),
      'line by line',
    ).toBeInTheDocument();
    expect(calls('figure_explain'), 'once').toEqual([{ explain: 'revenue', period: 'today', account: null }]);
  });

  it('the chart is asked for at its size, and again for another measure', async () => {
    const { calls } = show('/overview');
    await screen.findByRole('group', { name: /^Sales by day, Revenue/ });
    expect(calls('chart_sales')[0], 'the size of its box').toMatchObject({
      measure: 'revenue',
      width: 720,
      height: 320,
    });
    await userEvent.click(screen.getByRole('radio', { name: 'Orders' }));
    await waitFor(() => expect(calls('chart_sales').at(-1), 'orders').toMatchObject({ measure: 'orders' }));
  });

  it('another period is another question', async () => {
    const { calls, where } = show('/overview');
    await userEvent.click(await screen.findByRole('radio', { name: '30 days' }));
    await waitFor(() =>
      expect(calls('overview_get').at(-1), 'asked').toEqual({ period: '30d', account: null }),
    );
    expect(where(), 'kept in the address').toContain('period=30d');
  });

  it('approves in place by A, and the row is gone', async () => {
    const { calls } = show('/overview');
    const first = await screen.findByRole('button', { name: 'Answer to a review, 1 star' });
    const preview = screen.getByRole('region', { name: 'Draft of the chosen row' });
    expect(
      await within(preview).findByText(/активным красителем/),
      'the text that A sends',
    ).toBeInTheDocument();
    expect(within(preview).getByText('15 / 15 passed'), 'and how many rules it passed').toBeInTheDocument();
    expect(await screen.findByText('Approve'), 'all of it is in sight').toBeInTheDocument();
    press('KeyA');
    await waitFor(() => expect(calls('answer_approve'), 'that draft').toEqual([{ draft: 101, text: null }]));
    await waitFor(() => expect(first, 'one less').not.toBeInTheDocument());
    expect(await screen.findByText('Approved, leaves soon'), 'and a way back').toBeInTheDocument();
  });

  it('A opens a row whose draft is not on the screen', async () => {
    const { calls, where, hold } = show('/overview');
    hold('answer_get');
    await screen.findByRole('button', { name: 'Answer to a review, 1 star' });
    press('KeyA');
    await waitFor(() => expect(where(), 'to be read first').toContain('/reviews?queue=waiting&id=1'));
    expect(calls('answer_approve'), 'nothing unseen is approved').toHaveLength(0);
  });

  it('A opens a draft whose end was not in sight', async () => {
    const tall = vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(900);
    const { calls, where } = show('/overview');
    await screen.findByText(/активным красителем/);
    expect(screen.queryByRole('button', { name: /^Approve A/ }), 'not yet').toBeNull();
    press('KeyA');
    await waitFor(() => expect(where(), 'to be read to its end').toContain('/reviews?queue=waiting&id=1'));
    expect(calls('answer_approve'), 'nothing unseen is approved').toHaveLength(0);
    tall.mockRestore();
  });

  it('opens an alert at its product, and a product of the palette with its stock', async () => {
    const { go } = show('/overview?article=218604117');
    const stock = await screen.findByRole('button', { name: /^All 7/ }).catch(() => null);
    expect(stock ?? screen.getByText('Show fewer'), 'all of them can be seen').toBeInTheDocument();
    go('/overview?listing=2');
    const dialog = await screen.findByRole('dialog', { name: 'Полотенце Buxoro 70×140' });
    expect(within(dialog).getByText('41'), 'its stock').toBeInTheDocument();
    expect(within(dialog).getByText('RUB 1,490'), 'its price').toBeInTheDocument();
  });

  it('shows every product that runs out, with how its days are counted', async () => {
    show('/overview');
    const all = await screen.findByRole('button', { name: 'All 7' });
    expect(screen.queryByText('Полотенце Buxoro 50×90'), 'the first five').toBeNull();
    await userEvent.click(all);
    expect(screen.getByText('Полотенце Buxoro 50×90'), 'and the rest').toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^4 days/ }));
    expect(await screen.findByText('÷ 8.7'), 'stock by pace').toBeInTheDocument();
  });

  it('opens the answers of the period behind their number', async () => {
    const { calls, where } = show('/overview');
    await userEvent.click(await screen.findByRole('button', { name: 'Answers: where it comes from' }));
    await userEvent.click(await screen.findByRole('link', { name: 'Open 36 review answers' }));
    await waitFor(() =>
      expect(calls('answers_list').at(-1), 'those of the day only').toMatchObject({
        queue: 'sent',
        answered_from: '2026-11-22',
        answered_to: '2026-11-22',
      }),
    );
    expect(await screen.findByText('Sent on 22 Nov'), 'said').toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'All days' }));
    await waitFor(() => expect(where(), 'and taken away').not.toContain('from='));
  });

  it('E opens the draft for editing', async () => {
    const { where } = show('/overview');
    await screen.findByRole('button', { name: 'Answer to a review, 1 star' });
    press('ArrowDown');
    press('KeyE');
    await waitFor(() => expect(where(), 'the second row').toContain('/reviews?queue=waiting&id=2&edit=1'));
    expect(await screen.findByRole('textbox', { name: 'Your text' }), 'under the pencil').toBeInTheDocument();
  });

  it('an alert has one action, waits till tomorrow or closes', async () => {
    const { calls } = show('/overview');
    const strip = await screen.findByRole('region', { name: 'Alerts' });
    expect(within(strip).getByText(/Полотенце Buxoro/), 'the worst first').toBeInTheDocument();
    await userEvent.click(within(strip).getByRole('button', { name: 'Remind me tomorrow' }));
    await waitFor(() => expect(calls('alert_snooze'), 'a day').toEqual([{ id: 1, hours: 24 }]));
    await waitFor(() => expect(screen.queryByText(/stock for 4/), 'out of sight').toBeNull());
  });

  it('a viewer watches', async () => {
    show('/overview', 'viewer');
    await screen.findByRole('button', { name: 'Answer to a review, 1 star' });
    for (const name of [/^Approve/, 'Remind me tomorrow', 'Close the alert'])
      expect(screen.queryByRole('button', { name }), 'writes are absent').toBeNull();
  });

  it('without data says so, tile by tile', async () => {
    show('/overview', 'empty');
    expect(await screen.findByText(/No sales data yet/), 'the sentence').toBeInTheDocument();
    expect(screen.getAllByText('no data yet').length, 'and the tiles').toBeGreaterThan(3);
    expect(screen.getByText('Nothing runs out soon'), 'and the cards').toBeInTheDocument();
  });
});
