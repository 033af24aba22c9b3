import { PackageOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Shop } from '../../bindings/types';
import { Gaps } from '../../components/Gaps';
import { ListSection } from '../../components/ListSection';
import { NothingIn } from '../../components/NothingIn';
import { rowId } from '../../lib/use-rows';
import { ReturnItem } from './ReturnItem';
import type { Returns } from './use-returns';

/** The returns of a tab, those that are due soonest first. */
export function ReturnList({ returns, shops }: { returns: Returns; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  const { pages, rows, open, show } = returns;
  return (
    <ListSection
      label={t('nav.returns')}
      pages={pages}
      empty={rows.length === 0}
      nothing={<NothingIn icon={PackageOpen} words="returns" tab={returns} />}
      gaps={<Gaps shops={shops} capability="returns" />}
    >
      <ul className="m-0 list-none p-0">
        {rows.map((row) => (
          <ReturnItem
            key={rowId(row)}
            row={row}
            open={rowId(row) === open}
            onOpen={() => show(rowId(row), { push: open === null })}
          />
        ))}
      </ul>
    </ListSection>
  );
}
