import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setTransport } from '../backend/call';
import { makeClient } from '../backend/query';
import { takeToken } from '../backend/token';
import { Toasts } from '../components/Toast';
import { startTexts } from '../lib/i18n';
import { applyTheme, hintedTheme } from '../lib/theme';
import '../styles/main.css';
import { makeRouter } from './router';

async function start(): Promise<void> {
  applyTheme(hintedTheme());
  startTexts();
  takeToken();
  // The branch and its chunk vanish from a production build.
  if (import.meta.env.DEV && new URLSearchParams(location.search).has('fixtures')) {
    const { fixtures } = await import('../backend/fixtures');
    setTransport(fixtures(new URLSearchParams(location.search).get('scene') ?? 'demo'));
  }
  const root = document.getElementById('root');
  if (!root) throw new Error('no #root in the page');
  const router = makeRouter();
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={makeClient()}>
          <Toasts>
            <RouterProvider router={router} />
          </Toasts>
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  );
}

void start();
