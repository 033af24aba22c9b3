import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../bindings/types';
import { useKeys } from '../lib/keys';
import { PHONE, useMedia } from '../lib/media';
import { Finder } from './Finder';
import { KeyList } from './KeyList';
import { Notices } from './Notices';
import { PAGES } from './pages';
import { Sidebar } from './Sidebar';
import { TabBar } from './TabBar';
import { TopBar } from './TopBar';

/** Sidebar, top bar and the page; the demo's amber line runs over all of it. */
export function Frame({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useTranslation();
  const phone = useMedia(PHONE);
  const [open, setOpen] = useState<'finder' | 'keys' | null>(null);
  useGlobalKeys(
    () => setOpen('finder'),
    () => setOpen('keys'),
  );
  return (
    <div className="flex h-full flex-col">
      {session.demo && <div className="h-[3px] shrink-0 bg-warn" aria-hidden="true" />}
      <button
        type="button"
        onClick={focusMain}
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-m focus:bg-surface focus:p-2"
      >
        {t('app.skip')}
      </button>
      <div className="grid min-h-0 flex-1 grid-cols-[212px_minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)] wide:grid-cols-[228px_minmax(0,1fr)] phone:grid-cols-1 phone:grid-rows-[48px_minmax(0,1fr)_auto]">
        {!phone && <Sidebar session={session} />}
        <TopBar session={session} onFind={() => setOpen('finder')} />
        <main id="main" tabIndex={-1} className="relative flex min-h-0 flex-col overflow-auto outline-none">
          <Notices session={session} />
          <div className="min-h-0 flex-1">{children}</div>
        </main>
        {phone && <TabBar session={session} />}
      </div>
      {open === 'finder' && <Finder onClose={() => setOpen(null)} />}
      <KeyList open={open === 'keys'} onClose={() => setOpen(null)} />
    </div>
  );
}

/** The hash is the router's, so skipping moves the focus itself instead of the address. */
function focusMain(): void {
  document.getElementById('main')?.focus();
}

function useGlobalKeys(find: () => void, keys: () => void): void {
  const navigate = useNavigate();
  useKeys({
    'Mod+K': find,
    'Shift+Slash': keys,
    ...Object.fromEntries(PAGES.map((page) => [`G ${page.go}`, () => void navigate({ to: page.to })])),
  });
}
