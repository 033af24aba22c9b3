import { Link, useLocation } from '@tanstack/react-router';
import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../bindings/types';
import { Bar } from '../components/Progress';
import { Status } from '../components/Tag';
import { cx } from '../lib/cx';
import { major } from '../lib/formats';
import { useFormats } from '../lib/use-formats';
import { Logo } from './Logo';
import { PAGES, type Page, pageAt } from './pages';

const GROUPS = ['top', 'buyers', 'sales', 'system'] as const;

export function Sidebar({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const here = pageAt(pathname, search as { queue?: unknown });
  return (
    <nav
      aria-label={t('nav.label')}
      className="row-span-2 flex min-h-0 flex-col overflow-y-auto border-r border-line bg-sunken px-[10px] pb-[10px] pt-2"
    >
      <div className="mb-[6px] flex h-9 shrink-0 items-center gap-[9px] px-2 font-semibold tracking-[-0.01em]">
        <Logo />
        Super AI Manager
      </div>
      {GROUPS.map((group) => (
        <div key={group}>
          {group !== 'top' && (
            <div className="px-2 pb-1 pt-[13px] text-11 font-medium text-text-3">
              {t(`nav.group.${group}`)}
            </div>
          )}
          <ul className="m-0 list-none p-0">
            {PAGES.filter((page) => page.group === group).map((page) => (
              <li key={page.to}>
                <NavLink page={page} session={session} active={page.to === here} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <SidebarFoot session={session} />
    </nav>
  );
}

export function NavLink({
  page,
  session,
  active,
  className,
}: {
  page: Page;
  session: Session;
  active: boolean;
  className?: string;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const count = page.count?.(session.counts) ?? 0;
  return (
    <Link
      to={page.to}
      aria-current={active ? 'page' : undefined}
      className={cx(
        'flex h-[29px] items-center gap-[9px] whitespace-nowrap rounded-m px-2 font-medium text-text-2 no-underline hover:text-text',
        active && 'bg-surface text-text shadow-[0_0_0_1px_var(--line)] dark:bg-raised [&>svg]:text-accent',
        className,
      )}
    >
      <page.icon size={16} aria-hidden="true" />
      <span className="cut">{t(`nav.${page.name}`)}</span>
      {count > 0 && (
        <span
          className={cx(
            'fig ml-auto text-11 font-medium text-text-3',
            page.look === 'hot' && 'min-w-[18px] rounded-full bg-accent px-[6px] text-center text-on-accent',
          )}
        >
          {formats.number(count)}
        </span>
      )}
    </Link>
  );
}

/** What the AI cost today of its cap, and whether the log is whole. */
export function SidebarFoot({ session }: { session: Session }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { spend_today: spent, spend_cap: cap } = session;
  const share = major(cap) > 0 ? major(spent) / major(cap) : null;
  return (
    <div className="mt-auto grid gap-[6px] border-t border-line px-2 pt-[10px] text-12">
      <div className="flex items-baseline gap-2">
        <span className="text-text-3">{t('nav.ai_today')}</span>
        <span className="fig ml-auto font-medium">{formats.moneyOf(spent, cap)}</span>
      </div>
      <Bar
        value={share ?? 0}
        label={t('nav.ai_today')}
        tone={share !== null && share >= 0.9 ? 'bg-warn' : 'bg-c1'}
      />
      <Journal session={session} />
    </div>
  );
}

function Journal({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { intact } = session.journal;
  const [tone, icon, key] =
    intact === true
      ? (['ok', ShieldCheck, 'whole'] as const)
      : intact === false
        ? (['bad', ShieldAlert, 'broken'] as const)
        : (['neutral', ShieldQuestion, 'unchecked'] as const);
  return (
    <Link to="/activity" className="no-underline hover:underline">
      <Status tone={tone} icon={icon}>
        {t(`nav.journal.${key}`)}
      </Status>
    </Link>
  );
}
