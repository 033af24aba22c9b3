import { useTranslation } from 'react-i18next';
import type { Shop } from '../../bindings/types';
import { ListSearch } from '../../components/ListSearch';
import { ShopFilter } from '../../components/ShopFilter';
import { Tabs } from '../../components/Tabs';
import { useFormats } from '../../lib/use-formats';
import { QUEUES, type Returns } from './use-returns';

/** Title, filters, the tabs with their counts, and the money that is at stake. */
export function ReturnsHead({ returns, shops }: { returns: Returns; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  return (
    <header className="shrink-0 px-5 pt-4 phone:px-4">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <div className="mr-auto min-w-0">
          <h1 className="text-20 font-semibold tracking-[-0.015em]">{t('nav.returns')}</h1>
          <Stake returns={returns} />
        </div>
        <ListSearch
          label={t('returns.search')}
          value={returns.text}
          onChange={returns.setText}
          box={returns.searchBox}
        />
        <ShopFilter shops={shops} />
      </div>
      <Tabs
        label={t('answers.queues')}
        value={returns.queue}
        items={QUEUES.map((value) => ({
          value,
          label: t(`returns.queue.${value}`),
          count: returns.page?.counts[value],
        }))}
        onChange={returns.setQueue}
      />
    </header>
  );
}

/** What buyers want back where a decision waits. Currencies stand side by side. */
function Stake({ returns: { page } }: { returns: Returns }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!page || page.stake.length === 0) return null;
  const sums = page.stake.map((sum) => formats.money(sum, 'auto')).join(' · ');
  return <p className="fig m-0 text-12 text-text-2">{t('returns.stake', { sums })}</p>;
}
