import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { forgetDecisions } from '../backend/decisions';

// jsdom has no media queries: everything is a wide, light screen unless a test says otherwise.
vi.stubGlobal('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

vi.stubGlobal('scrollTo', () => undefined);

// Nothing is laid out in jsdom, so nothing changes its size either.
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

// Whole pages on a busy machine take many seconds; a text that never comes still fails.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  cleanup();
  // The next test is another person at another screen.
  forgetDecisions();
});
