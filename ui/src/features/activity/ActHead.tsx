import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useJobs } from '../../backend/jobs';
import { useRead } from '../../backend/query';
import { Button } from '../../components/Button';
import { SearchBox } from '../../components/Field';
import { JobCards } from '../../components/JobCards';
import { Select } from '../../components/Select';
import { ShopFilter } from '../../components/ShopFilter';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';
import { Chain } from './Chain';
import { ACTS, type Acts, OUTCOMES } from './use-acts';

const CHECKS = ['verify'] as const;

/** Title with the chain's state, the filters, and the day in numbers. */
export function ActHead({ acts }: { acts: Acts }) {
  const { t } = useTranslation();
  return (
    <header className="shrink-0 px-5 pb-3 pt-4 phone:px-4">
      <div className="mb-3 flex flex-wrap items-center gap-x-[10px] gap-y-2">
        <h1 className="text-20 font-semibold tracking-[-0.015em]">{t('nav.activity')}</h1>
        <Chain onOpen={(id) => acts.show(id)} />
      </div>
      <JobCards {...useJobs(CHECKS)} />
      <div className="flex flex-wrap items-center gap-[6px]">
        <SearchBox
          ref={acts.searchBox}
          label={t('activity.search')}
          icon={<Search size={14} aria-hidden="true" />}
          value={acts.text}
          onChange={(event) => acts.setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.code !== 'Escape') return;
            event.stopPropagation();
            acts.setText('');
            event.currentTarget.blur();
          }}
          className="h-[26px] w-[236px] text-12 phone:w-full"
        />
        <div className="flex flex-wrap items-center gap-[6px] phone:w-full phone:flex-nowrap phone:overflow-x-auto phone:pb-1 phone:*:shrink-0">
          <ShopFilter shops={useRead('shops_list', {}).data ?? []} />
          <Select
            look="chip"
            label={t('activity.act')}
            value={acts.act as string}
            options={ACTS.map((value) => ({ value, label: value ? t(`act.${value}`) : t('common.all') }))}
            onChange={acts.setAct}
          />
          <Select
            look="chip"
            label={t('activity.outcome_label')}
            value={acts.outcome as string}
            options={OUTCOMES.map((value) => ({
              value,
              label: value ? t(`activity.outcome.${value}`) : t('common.all'),
            }))}
            onChange={acts.setOutcome}
          />
          <Button
            size="s"
            aria-pressed={acts.undoable}
            onClick={() => acts.setUndoable(!acts.undoable)}
            className={cx(
              'font-medium text-text-2 shadow-none',
              acts.undoable && 'border-accent bg-accent-soft text-accent dark:bg-accent-soft',
            )}
          >
            {t('activity.undoable')}
          </Button>
        </div>
        <Summary acts={acts} />
      </div>
    </header>
  );
}

function Summary({ acts }: { acts: Acts }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const page = acts.pages.data?.pages[0];
  if (!page) return null;
  return (
    <span className="fig ml-auto text-12 text-text-2 phone:ml-0 phone:w-full">
      {[
        t('activity.done', { count: page.done, n: formats.number(page.done) }),
        t('activity.refused', { count: page.refused, n: formats.number(page.refused) }),
        t('activity.waiting', { count: page.waiting, n: formats.number(page.waiting) }),
      ].join(', ')}
      {' · '}
      <span className="font-medium text-text">{formats.money(page.cost_today, 'auto')}</span>
    </span>
  );
}
