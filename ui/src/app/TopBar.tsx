import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../bindings/types';
import { Kbd } from '../components/Kbd';
import { Bell } from './Bell';
import { DemoBadge } from './DemoBadge';
import { ShopSwitcher } from './ShopSwitcher';
import { SyncAge } from './SyncAge';

/** Whose data, how old, find, what is wrong. */
export function TopBar({ session, onFind }: { session: Session; onFind: () => void }) {
  const { t } = useTranslation();
  return (
    <header className="flex min-w-0 items-center gap-2 border-b border-line bg-page pl-5 pr-4 phone:px-2">
      <ShopSwitcher session={session} />
      {session.demo && <DemoBadge />}
      <span className="flex-1" />
      <SyncAge />
      <button
        type="button"
        onClick={onFind}
        aria-label={t('palette.title')}
        className="flex h-[26px] items-center gap-2 rounded-m border border-line-2 bg-surface px-[9px] text-12 font-medium text-text-3 hover:bg-hover phone:size-11 phone:justify-center phone:border-0 phone:bg-transparent"
      >
        <Search size={14} aria-hidden="true" />
        <span className="narrow:hidden">{t('palette.short')}</span>
        <span className="phone:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <Bell />
    </header>
  );
}
