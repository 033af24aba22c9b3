import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useChanges, useOpens } from '../backend/events';
import { useRead } from '../backend/query';
import { useSession } from '../backend/session';
import type { Session } from '../bindings/types';
import { MarketplacesProvider } from '../components/MarketplaceMark';
import { ErrorState, Skeleton } from '../components/States';
import { asLocale } from '../lib/formats';
import { applyLocale } from '../lib/i18n';
import { hrefOf } from '../lib/page';
import { applyTheme, onSystemTheme } from '../lib/theme';
import { Zone } from '../lib/zone';
import { FirstRun } from './FirstRun';
import { Frame } from './Frame';

/** The root: waits for the session, then draws the frame, or the first-run rail while there is no shop. */
export function App() {
  const { history } = useRouter();
  useChanges();
  useOpens(useCallback((page) => history.push(hrefOf(page)), [history]));
  const session = useSession();
  const marketplaces = useRead('marketplaces_list', {});
  useLook(session.data);
  if (!session.data) {
    return (
      <main className="grid h-full place-items-center p-5">
        {session.error ? (
          <ErrorState failure={session.error} onRetry={() => void session.refetch()} />
        ) : (
          <Skeleton className="w-80" />
        )}
      </main>
    );
  }
  return (
    <Zone value={session.data.zone}>
      <MarketplacesProvider list={marketplaces.data ?? []}>
        <Shell session={session.data} settled={!session.isFetching} />
      </MarketplacesProvider>
    </Zone>
  );
}

function Shell({ session, settled }: { session: Session; settled: boolean }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const client = useQueryClient();
  const lost = session.first_run && pathname !== '/connect' && pathname !== '/settings';
  useEffect(() => {
    // While the session is being read anew, a first shop or the demo may just have been added. Asked of the client itself,
    // because the hook hears of a fetch only a moment after it began.
    const reading = client.isFetching({ queryKey: ['session_get'] }) > 0;
    if (lost && settled && !reading) void navigate({ to: '/connect', replace: true });
  }, [lost, settled, client, navigate]);
  if (!session.first_run) {
    return (
      <Frame session={session}>
        <Outlet />
      </Frame>
    );
  }
  return <FirstRun session={session}>{lost ? null : <Outlet />}</FirstRun>;
}

function useLook(session: Session | undefined): void {
  const { locale, theme } = session ?? {};
  useEffect(() => {
    if (locale) applyLocale(asLocale(locale));
  }, [locale]);
  useEffect(() => {
    if (!theme) return;
    applyTheme(theme);
    return onSystemTheme(() => applyTheme(theme));
  }, [theme]);
}
