import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { Tag } from '../bindings/types';
import { setTransport } from './call';
import { useChanges } from './events';
import { Failure } from './failure';
import { makeClient, useRead, useWrite } from './query';
import { tellTags } from './transport';

function Screen() {
  useChanges();
  const alerts = useRead('alerts_list', {});
  const jobs = useRead('jobs_list', {});
  const close = useWrite('alert_close');
  return (
    <button type="button" onClick={() => close.mutate({ id: 1 })}>
      {alerts.isSuccess && jobs.isSuccess ? 'ready' : 'waits'} {close.error?.code}
    </button>
  );
}

function show(answer: (name: string) => unknown) {
  const calls = vi.fn(async (name: string) => answer(name));
  let tell: (tags: Tag[]) => void = () => undefined;
  setTransport({
    call: calls,
    file: () => Promise.resolve(),
    changes: (changed) => {
      tell = changed;
      return () => undefined;
    },
  });
  render(
    <QueryClientProvider client={makeClient()}>
      <Screen />
    </QueryClientProvider>,
  );
  const count = (name: string) => calls.mock.calls.filter((one) => one[0] === name).length;
  return { count, tell: (tags: Tag[]) => act(() => tell(tags)) };
}

it('a write refetches what it invalidates, and nothing else', async () => {
  const { count } = show(() => []);
  (await screen.findByText(/ready/)).click();
  await waitFor(() => expect(count('alerts_list'), 'alert_close invalidates alerts').toBe(2));
  expect(count('jobs_list'), 'jobs have not changed').toBe(1);
});

it('a change event refetches by its tags', async () => {
  const { count, tell } = show(() => []);
  await screen.findByText(/ready/);
  tell(['jobs']);
  await waitFor(() => expect(count('jobs_list'), 'the engine said that jobs changed').toBe(2));
  expect(count('alerts_list'), 'alerts have not changed').toBe(1);
});

it('a failed write keeps its code for the screen, and refetches all the same', async () => {
  const { count } = show((name) => {
    if (name === 'alert_close') throw new Failure({ code: 'conflict', message: 'closed already' });
    return [];
  });
  (await screen.findByText(/ready/)).click();
  expect(await screen.findByText(/conflict/), 'words are chosen by the code').toBeInTheDocument();
  await waitFor(() => expect(count('alerts_list'), 'the outcome may be unknown: read again').toBe(2));
});

it('reads tags from a server-sent event and ignores the rest', () => {
  const told = vi.fn();
  tellTags('event: changed\ndata: ["shops","jobs"]', told);
  tellTags(': keep-alive', told);
  tellTags('event: changed\ndata: {torn', told);
  expect(told.mock.calls, 'one true event').toEqual([[['shops', 'jobs']]]);
});

it('a slow read ends although changes keep coming, and is read once more for them', async () => {
  let answer: (rows: unknown[]) => void = () => undefined;
  const slow = new Promise<unknown[]>((resolve) => {
    answer = resolve;
  });
  let asked = 0;
  const { count, tell } = show((name) => {
    if (name !== 'jobs_list') return [];
    asked += 1;
    return asked === 1 ? slow : [];
  });
  await waitFor(() => expect(count('jobs_list'), 'the page asks').toBe(1));
  tell(['jobs']);
  tell(['jobs']);
  expect(count('jobs_list'), 'the answer on its way is not begun anew').toBe(1);
  answer([]);
  await screen.findByText(/ready/);
  await waitFor(() => expect(count('jobs_list'), 'once for both changes').toBe(2));
});
