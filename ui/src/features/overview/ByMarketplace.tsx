import { CircleSlash, Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { FigureValue, MarketplaceRow, Overview, Period, PeriodDays } from '../../bindings/types';
import { Card } from '../../components/Card';
import { Explain } from '../../components/Explain';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { EmptyState } from '../../components/States';
import { Table, Td, Th, Tr } from '../../components/Table';
import { Status } from '../../components/Tag';
import { Delta } from '../../components/Tile';
import { useAgo } from '../../lib/use-ago';
import { useFormats } from '../../lib/use-formats';
import { Explained } from './Explained';

/** Which marketplace earns what. Bars compare within one currency only; totals stand one under another, never added. */
export function ByMarketplace({ overview, period }: { overview: Overview; period: Period }) {
  const { t } = useTranslation();
  const rows = overview.marketplaces;
  return (
    <Card title={t('overview.by_marketplace')} flush className="@container overflow-hidden">
      {rows.length === 0 ? (
        <EmptyState icon={Store} title={t('overview.no_sales')}>
          {t('overview.no_sales_why')}
        </EmptyState>
      ) : (
        <Table
          label={t('overview.by_marketplace')}
          className="mt-[2px] [&_td]:px-[6px] [&_td:first-child]:pl-[14px] [&_td:last-child]:pr-[14px] [&_th]:px-[6px] [&_th:first-child]:pl-[14px] [&_th:last-child]:pr-[14px]"
        >
          <thead>
            <tr>
              <Th>{t('overview.marketplace')}</Th>
              <Th right>{t('overview.tile.revenue')}</Th>
              <Th right className="hidden @min-[420px]:table-cell">
                {t('overview.change')}
              </Th>
              <Th right>{t('overview.tile.orders')}</Th>
              <Th right className="hidden @min-[600px]:table-cell">
                {t('overview.tile.units')}
              </Th>
              <Th right className="hidden @min-[420px]:table-cell">
                {t('overview.tile.answered')}
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.account} row={row} rows={rows} period={period} days={overview.period} />
            ))}
            {rows.length > 1 && <Total overview={overview} />}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

type RowProps = { row: MarketplaceRow; rows: readonly MarketplaceRow[]; period: Period; days: PeriodDays };

function Row({ row, rows, period, days }: RowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = useNameOf();
  const ago = useAgo();
  const cell = (explain: string, figure: ReactNode) => (
    <Explain label={`${t(`overview.tile.${explain}`)}, ${name(row, rows)}`} figure={figure}>
      {(open) => open && <Explained explain={explain} period={period} account={row.account} days={days} />}
    </Explain>
  );
  return (
    <Tr>
      <Td>
        <span className="inline-flex min-w-0 items-center gap-2">
          <MarketplaceMark id={row.marketplace} className="mb-auto mt-[2px]" />
          <span className="min-w-0">
            <span className="cut block font-medium">{name(row, rows)}</span>
            <span className="fig block text-12 text-text-3">
              {row.age_seconds === null ? t('overview.never') : ago(row.age_seconds)}
            </span>
          </span>
        </span>
      </Td>
      <Td right>
        {row.revenue ? (
          <>
            {cell('revenue', <span className="font-medium">{formats.money(row.revenue, 'auto')}</span>)}
            <Share row={row} rows={rows} />
          </>
        ) : (
          <NotOffered marketplace={row.marketplace} known={!row.not_offered.includes('orders')} />
        )}
      </Td>
      <Td right className="hidden @min-[420px]:table-cell">
        {row.delta_percent === null ? <Nothing /> : <Delta percent={row.delta_percent} />}
      </Td>
      <Td right>{cell('orders', formats.number(row.orders))}</Td>
      <Td right className="hidden @min-[600px]:table-cell">
        {cell('units', formats.number(row.units))}
      </Td>
      <Td right className="hidden @min-[420px]:table-cell">
        {row.not_offered.includes('reviews') ? (
          <NotOffered marketplace={row.marketplace} />
        ) : (
          cell('answered', formats.number(row.reviews_answered))
        )}
      </Td>
    </Tr>
  );
}

/** The shop's own name where one marketplace has several. */
function useNameOf() {
  const shops = useRead('shops_list', {}).data ?? [];
  const name = useMarketplaceName();
  return (row: MarketplaceRow, rows: readonly MarketplaceRow[]) => {
    const alone = rows.filter((one) => one.marketplace === row.marketplace).length < 2;
    return alone
      ? name(row.marketplace)
      : (shops.find((shop) => shop.id === row.account)?.name ?? name(row.marketplace));
  };
}

function Share({ row, rows }: { row: MarketplaceRow; rows: readonly MarketplaceRow[] }) {
  const peers = rows.flatMap(({ revenue }) =>
    revenue && revenue.currency === row.revenue?.currency ? revenue.minor : [],
  );
  const most = Math.max(1, ...peers);
  return (
    <span
      className="mt-[3px] block h-[3px] overflow-hidden rounded-full bg-sunken dark:bg-line"
      aria-hidden="true"
    >
      <span
        className="block h-full rounded-full bg-c1"
        style={{ width: `${((row.revenue?.minor ?? 0) / most) * 100}%` }}
      />
    </span>
  );
}

function NotOffered({ marketplace, known = false }: { marketplace: string; known?: boolean }) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  if (known) return <Nothing />;
  return (
    <Status
      icon={CircleSlash}
      className="text-12"
      title={t('common.not_offered', { marketplace: name(marketplace) })}
    >
      {t('overview.not_in_api')}
    </Status>
  );
}

function Nothing() {
  return <span className="text-text-3">—</span>;
}

/** The tiles' own figures, so that the table and the tiles never disagree. */
function Total({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const tile = (key: string) => overview.tiles.find((one) => one.key === key);
  const revenue = tile('revenue');
  const counted = (key: string) => {
    const value: FigureValue | undefined = tile(key)?.values[0];
    return value?.number === null || value === undefined ? <Nothing /> : formats.number(value.number ?? 0);
  };
  return (
    <Tr className="font-semibold">
      <Td className="font-medium">{t('overview.total')}</Td>
      <Td right>
        {revenue?.values.map(
          ({ money }) => money && <div key={money.currency}>{formats.money(money, 'auto')}</div>,
        )}
      </Td>
      <Td right className="hidden @min-[420px]:table-cell" />
      <Td right>{counted('orders')}</Td>
      <Td right className="hidden @min-[600px]:table-cell">
        {counted('units')}
      </Td>
      <Td right className="hidden @min-[420px]:table-cell">
        {counted('answered')}
      </Td>
    </Tr>
  );
}
