import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { show } from '../test/show';

describe('what stands still is said over every page', () => {
  it('a locked keychain is tried again with one click', async () => {
    const { calls } = show('/overview', 'locked');
    expect(await screen.findByText(/keychain is locked/), 'in words of this language').toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try the keychain again' }));
    await waitFor(() => expect(screen.queryByText(/keychain is locked/), 'gone once it is open').toBeNull());
    expect(calls('secrets_retry'), 'asked once: each asking may show the system’s prompt').toHaveLength(1);
  });

  it('a sealed file asks for its passphrase, also after a wrong one', async () => {
    const { calls } = show('/overview', 'sealed');
    await userEvent.click(await screen.findByRole('button', { name: 'Enter the passphrase' }));
    const dialog = await screen.findByRole('dialog', { name: 'Open the keys' });
    const phrase = within(dialog).getByLabelText('Passphrase');
    await userEvent.type(phrase, 'wrong words{Enter}');
    expect(
      await within(dialog).findByText('The passphrase does not open the file'),
      'beside the field',
    ).toBeInTheDocument();
    await userEvent.clear(phrase);
    await userEvent.type(phrase, 'right words{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog'), 'open').toBeNull());
    expect(screen.queryByText(/waits for its passphrase/), 'and the line is gone').toBeNull();
    expect(calls('secrets_choose_sealed_file'), 'what was typed').toEqual([
      { passphrase: 'wrong words' },
      { passphrase: 'right words' },
    ]);
  });

  it('a partner sees it and cannot open it', async () => {
    show('/overview', 'viewer');
    await screen.findByText(/View only/);
    expect(screen.queryByText(/keychain is locked/), 'a viewer needs no key').toBeNull();
  });

  it('a full disk is said in red', async () => {
    show('/overview', 'disk_full');
    const line = await screen.findByText(/The disk is full: nothing new is kept/);
    expect(line.closest('[role="alert"]'), 'read aloud at once').not.toBeNull();
  });
});
