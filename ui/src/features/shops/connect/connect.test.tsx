import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { show } from '../../../test/show';

const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJhY2MiOjN9.SIGNATURExOFxTHISxTOKEN4xQ9';

describe('first run', () => {
  it('has steps instead of navigation, and a demo that needs no key', async () => {
    const { calls, where } = show('/overview', 'first_run');
    await screen.findByRole('heading', { name: 'Connect your first shop' });
    expect(screen.queryByRole('navigation'), 'there is nothing to navigate yet').toBeNull();
    expect(
      screen.getByText('As the system’s. Change it below'),
      'nobody has chosen a language yet',
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Start the demo' }));
    await screen.findByRole('navigation');
    expect(calls('demo_start'), 'one start').toHaveLength(1);
    await waitFor(() => expect(where(), 'the demo opens on the overview').toBe('/overview'));
  });
});

describe('in the demo', () => {
  it('no key is asked for until the demo is left', async () => {
    const { calls } = show('/connect');
    await screen.findByText('The demo is running');
    expect(screen.queryByRole('radio'), 'no form for a key').toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Leave the demo' }));
    await waitFor(() => expect(calls('demo_stop'), 'it is left').toHaveLength(1));
    expect(
      await screen.findByRole('radio', { name: /Wildberries/ }),
      'now a shop can be connected',
    ).toBeVisible();
  });
});

describe('a key', () => {
  async function typed(scene = 'first_run') {
    const shown = show('/connect', scene);
    await userEvent.click(await screen.findByRole('radio', { name: /Wildberries/ }));
    await userEvent.type(screen.getByLabelText('Token'), TOKEN);
    await userEvent.tab();
    return shown;
  }

  it('is read on this machine and then stands hidden', async () => {
    const { calls, container } = await typed();
    expect(
      await screen.findByText('Read here, without going to the network'),
      'the passport came from the key itself',
    ).toBeInTheDocument();
    expect(calls('shop_connect'), 'nothing was connected yet').toHaveLength(0);
    expect(container.textContent, 'the signature is dots').not.toContain('SIGNATURE');
    expect(container.textContent, 'the last four show').toContain('4xQ9');
  });

  it('that is pasted keeps the focus beside it', async () => {
    show('/connect', 'first_run');
    await userEvent.click(await screen.findByRole('radio', { name: /Wildberries/ }));
    await userEvent.click(screen.getByLabelText('Token'));
    await userEvent.paste(TOKEN);
    expect(await screen.findByRole('button', { name: 'Show the key' }), 'a keyboard goes on').toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Paste another key' }));
    expect(await screen.findByLabelText('Token'), 'ready for the next one').toHaveFocus();
  });

  it('lies in no storage and in no cache, before and after connecting', async () => {
    const { client, calls, where } = await typed();
    await screen.findByText('Read here, without going to the network');
    await userEvent.click(screen.getByRole('button', { name: 'Connect and start loading' }));
    await waitFor(() => expect(calls('shop_connect'), 'the form was sent').toHaveLength(1));
    await screen.findByRole('navigation');
    await waitFor(() => expect(where(), 'its check is watched').toContain('/connect?shop='));
    expect(await screen.findByRole('progressbar', { name: 'Check' }), 'step by step').toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open the connection' }), 'and the way on').toBeInTheDocument();
    const kept = JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      where(),
      client
        .getQueryCache()
        .getAll()
        .map((query) => [query.queryKey, query.state.data]),
    ]);
    expect(kept, 'a key never stays in the webview').not.toContain('SIGNATURE');
    await waitFor(() => {
      const variables = client
        .getMutationCache()
        .getAll()
        .map((one) => one.state.variables);
      expect(JSON.stringify(variables), 'nor in a finished call').not.toContain('SIGNATURE');
    });
  });

  it('that is no token is told at once', async () => {
    show('/connect', 'first_run');
    await userEvent.click(await screen.findByRole('radio', { name: /Wildberries/ }));
    await userEvent.type(screen.getByLabelText('Token'), 'not-a-token');
    expect(
      await screen.findByText(/Something was entered wrongly/),
      'before any request',
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Connect and start loading' }),
      'and it cannot be sent',
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('waits for the explicit choice of a sealed file where there is no keychain', async () => {
    const { calls } = await typed('no_keychain');
    await userEvent.click(screen.getByRole('button', { name: 'Choose a sealed file' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText('Passphrase'), 'four random words here');
    await userEvent.type(within(dialog).getByLabelText('Repeat the passphrase'), 'four random words');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Create the sealed file' }));
    expect(
      within(dialog).getByText('The two do not match'),
      'a typo would lock the keys for good',
    ).toBeInTheDocument();
    await userEvent.type(within(dialog).getByLabelText('Repeat the passphrase'), ' here');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Create the sealed file' }));
    await waitFor(() =>
      expect(calls('secrets_choose_sealed_file'), 'chosen by a person').toEqual([
        { passphrase: 'four random words here' },
      ]),
    );
  });
});
