import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { show } from '../test/show';

it('a click on a pop-up of the desktop leads to its page', async () => {
  const view = show('/overview');
  await screen.findByRole('main');
  view.opens.click('/reviews?queue=waiting');
  await waitFor(() => expect(view.where(), 'the page of the pop-up').toContain('/reviews?queue=waiting'));
  view.unmount();
  expect(view.opens.heard, 'nobody listens for a page that is gone').toBe(false);
});

it('decisions lead to where they wait', async () => {
  const view = show('/decisions');
  await waitFor(() => expect(view.where(), 'reviews first').toContain('/reviews?queue=waiting'));
});

it('decisions lead to the questions where only those wait', async () => {
  const view = show('/decisions', 'questions');
  await waitFor(() => expect(view.where(), 'no empty queue').toContain('/questions?queue=waiting'));
  const link = await screen.findByRole('link', { name: /^Needs decision/ });
  expect(link, 'the sidebar knows where one is').toHaveAttribute('aria-current', 'page');
});
