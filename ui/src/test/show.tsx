import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { vi } from 'vitest';
import { makeRouter } from '../app/router';
import { setTransport } from '../backend/call';
import { fixtures } from '../backend/fixtures';
import { makeClient } from '../backend/query';
import type { Locale } from '../bindings/types';
import { Toasts } from '../components/Toast';
import { startTexts } from '../lib/i18n';
// Pages are read when they are opened; in tests that wait would count for the first one.
import '../features/activity/ActivityPage';
import '../features/ads/AdsPage';
import '../features/answers/AnswersPage';
import '../features/orders/OrdersPage';
import '../features/chats/ChatsPage';
import '../features/overview/OverviewPage';
import '../features/prices/PricesPage';
import '../features/returns/ReturnsPage';
import '../features/settings/SettingsPage';
import '../features/shops/connect/ConnectPage';
import '../features/shops/ShopPage';
import '../features/shops/ShopsPage';

/** The whole app on made-up data at an address. Gives what was called, and the cache, to look into. */
export function show(address: string, scene = 'demo', locale: Locale = 'en') {
  history.replaceState(null, '', `/?locale=${locale}`);
  localStorage.clear();
  sessionStorage.clear();
  startTexts(locale);
  const made = fixtures(scene);
  const call = vi.fn(made.call);
  const file = vi.fn(made.file);
  const opens = { click: (_page: string) => {}, heard: false };
  setTransport({
    call,
    changes: made.changes,
    file,
    opens(open) {
      Object.assign(opens, { click: open, heard: true });
      return () => Object.assign(opens, { heard: false });
    },
  });
  const client = makeClient();
  const router = makeRouter(createMemoryHistory({ initialEntries: [address] }));
  const view = render(
    <QueryClientProvider client={client}>
      <Toasts>
        <RouterProvider router={router} />
      </Toasts>
    </QueryClientProvider>,
  );
  return {
    ...view,
    client,
    call,
    file,
    opens,
    where: () => router.state.location.href,
    go: (to: string) => router.history.push(to),
    /** Holds back every answer of that call until the returned function lets them go. */
    hold(name: string) {
      const answer = call.getMockImplementation() ?? made.call;
      let release = () => {};
      const gate = new Promise<void>((done) => {
        release = done;
      });
      call.mockImplementation(async (asked, args) => {
        const found = answer(asked, args);
        if (asked === name) await gate;
        return found;
      });
      return release;
    },
    calls: (name: string) => call.mock.calls.filter((one) => one[0] === name).map((one) => one[1]),
  };
}
