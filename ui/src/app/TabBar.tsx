import { Link, useLocation } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../bindings/types';
import { Dialog } from '../components/Dialog';
import { cx } from '../lib/cx';
import { PAGES, pageAt } from './pages';
import { NavLink, SidebarFoot } from './Sidebar';

const TABS = ['/overview', '/decisions', '/reviews', '/activity'];
const LOOK =
  'relative flex h-14 min-w-0 flex-col items-center justify-center gap-[2px] text-11 font-medium text-text-3 no-underline';

/** The phone's way around: four pages and the rest. */
export function TabBar({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const [more, setMore] = useState(false);
  const here = pageAt(pathname, search as { queue?: unknown });
  return (
    <nav
      aria-label={t('nav.label')}
      className="grid grid-cols-5 border-t border-line bg-sunken pb-[env(safe-area-inset-bottom)]"
    >
      {PAGES.filter((page) => TABS.includes(page.to)).map((page) => (
        <Link
          key={page.to}
          to={page.to}
          aria-current={page.to === here ? 'page' : undefined}
          className={cx(LOOK, page.to === here && 'text-accent')}
        >
          <page.icon size={20} aria-hidden="true" />
          <span className="cut max-w-full px-1">{t([`nav.short.${page.name}`, `nav.${page.name}`])}</span>
          {page.look === 'hot' && session.counts.waiting > 0 && (
            <span className="fig absolute left-1/2 top-1 ml-1 min-w-4 rounded-full bg-accent px-1 text-center text-11 text-on-accent">
              {session.counts.waiting}
            </span>
          )}
        </Link>
      ))}
      <button
        type="button"
        onClick={() => setMore(true)}
        className={cx(LOOK, !TABS.includes(here) && 'text-accent')}
      >
        <Ellipsis size={20} aria-hidden="true" />
        {t('nav.more')}
      </button>
      <Dialog open={more} onClose={() => setMore(false)} title={t('nav.more')}>
        <ul className="m-0 list-none p-0 pb-4">
          {PAGES.filter((page) => !TABS.includes(page.to)).map((page) => (
            <li key={page.to} onClickCapture={() => setMore(false)}>
              <NavLink page={page} session={session} active={page.to === here} className="h-11" />
            </li>
          ))}
        </ul>
        <SidebarFoot session={session} />
      </Dialog>
    </nav>
  );
}
