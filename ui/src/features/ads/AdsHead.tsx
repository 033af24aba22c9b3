import { useTranslation } from 'react-i18next';
import type { AdTotal, Shop } from '../../bindings/types';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { Segmented } from '../../components/Segmented';
import { ShopFilter } from '../../components/ShopFilter';
import { Tabs } from '../../components/Tabs';
import { useFormats } from '../../lib/use-formats';
import { Share } from './Share';
import { type Ads, type PERIODS, QUEUES } from './use-ads';

const SHOWN = ['today', '7d', '30d'] as const satisfies readonly (typeof PERIODS)[number][];

/** Title, the days, what each shop's advertising cost and brought, and the tabs with their counts. */
export function AdsHead({ ads, shops }: { ads: Ads; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  return (
    <header className="shrink-0 px-5 pt-4 phone:px-4">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-20 font-semibold tracking-[-0.015em]">{t('nav.ads')}</h1>
        <ShopFilter shops={shops} />
        <Segmented
          label={t('ads.days')}
          value={ads.period}
          segments={SHOWN.map((value) => ({ value, label: t(`ads.period.${value}`) }))}
          onChange={ads.setPeriod}
        />
      </div>
      <Totals totals={ads.page?.totals ?? []} shops={shops} />
      <Tabs
        label={t('answers.queues')}
        value={ads.queue}
        items={QUEUES.map((value) => ({
          value,
          label: t(`ads.queue.${value}`),
          count: ads.page?.counts[value],
        }))}
        onChange={ads.setQueue}
      />
    </header>
  );
}

/** Shop by shop: sums of two shops may be of two currencies, and are never added. */
function Totals({ totals, shops }: { totals: readonly AdTotal[]; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (totals.length === 0) return null;
  return (
    <ul className="m-0 mb-3 flex list-none flex-wrap gap-2 p-0" aria-label={t('ads.totals')}>
      {totals.map(({ account, marketplace, figures }) => (
        <li
          key={`${account} ${figures.spend?.currency}`}
          className="min-w-[200px] rounded-card border border-line bg-surface px-4 py-[10px] phone:w-full"
        >
          <div className="flex items-center gap-2 text-12 text-text-2">
            <MarketplaceMark id={marketplace} />
            <span className="cut">{shops.find((shop) => shop.id === account)?.name}</span>
          </div>
          <div className="fig mt-[2px] text-16 font-semibold">
            {figures.spend ? formats.money(figures.spend, 'auto') : '—'}
          </div>
          <div className="fig text-12 text-text-3">
            {t('ads.drr')} <Share figures={figures} />
          </div>
        </li>
      ))}
    </ul>
  );
}
