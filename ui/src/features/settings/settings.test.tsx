import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { show } from '../../test/show';

it('no machine may answer alone at one to three stars', async () => {
  const { calls } = show('/settings');
  const low = await screen.findByRole('radiogroup', { name: 'Reviews of 2 stars' });
  const shut = within(low).getByRole('radio', { name: /a person always decides/ });
  await userEvent.click(shut);
  expect(calls('settings_set'), 'the locked step does nothing').toHaveLength(0);
  const high = screen.getByRole('radiogroup', { name: 'Reviews of 5 stars' });
  await userEvent.click(within(high).getByRole('radio', { name: 'Draft' }));
  await waitFor(() => expect(calls('settings_set'), 'an open step is saved at once').toHaveLength(1));
  const { autonomy } = calls('settings_set')[0] as { autonomy: { rating: number | null; level: string }[] };
  expect(autonomy.find((row) => row.rating === 5)?.level, 'only that row changed').toBe('draft');
});

it('a cap is saved as money in minor units, and nonsense is not saved', async () => {
  const { calls } = show('/settings');
  const cap = await screen.findByLabelText('Daily cap');
  await userEvent.clear(cap);
  await userEvent.type(cap, 'a lot');
  await userEvent.tab();
  expect(calls('settings_set'), 'words are no sum').toHaveLength(0);
  await userEvent.clear(cap);
  await userEvent.type(cap, '50 000{Enter}');
  await waitFor(() =>
    expect(calls('settings_set'), 'so many minor units').toEqual([
      { spend_cap: { minor: 5_000_000, currency: 'UZS', exponent: 2 } },
    ]),
  );
});

it('the language changes on the screen at once', async () => {
  show('/settings');
  await userEvent.click(await screen.findByRole('combobox', { name: 'Language' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Ўзбекча' }));
  expect(
    await screen.findByRole('heading', { name: 'Созламалар' }),
    'in the letters that were chosen',
  ).toBeInTheDocument();
  expect(document.documentElement.lang, 'screen readers are told too').toBe('uz-Cyrl');
});

it('an AI key leaves the form as soon as it is kept', async () => {
  const { calls } = show('/settings');
  const key = await screen.findByLabelText('New Claude key');
  await userEvent.type(key, 'sk-ant-secret');
  await userEvent.click(screen.getByRole('button', { name: 'Save the key' }));
  await waitFor(() =>
    expect(calls('ai_key_set'), 'it went to the keychain').toEqual([{ key: 'sk-ant-secret' }]),
  );
  await waitFor(() => expect(key, 'and not a trace stays').toHaveValue(''));
});

it('a partner sees the settings and changes none', async () => {
  show('/settings', 'partner');
  await screen.findByRole('heading', { name: 'Autonomy' });
  expect(
    screen.queryByRole('radiogroup', { name: 'Reviews of 5 stars' }),
    'the control is absent',
  ).toBeNull();
  expect(screen.queryByLabelText('Daily cap'), 'so is the field').toBeNull();
});

it('a topic has a level of its own', async () => {
  const { calls } = show('/settings');
  const size = await screen.findByRole('radiogroup', { name: 'Size' });
  await userEvent.click(within(size).getByRole('radio', { name: 'Ask' }));
  await waitFor(() => expect(calls('settings_set'), 'saved at once').toHaveLength(1));
  const { topics } = calls('settings_set')[0] as { topics: { topic: string; level: string }[] };
  expect(topics.find((row) => row.topic === 'size')?.level, 'the one that was changed').toBe('ask');
  expect(topics.find((row) => row.topic === 'colour')?.level, 'the others stay').toBe('auto');
});
