import { CircleSlash, Eye, Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PriceRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { More } from '../../components/More';
import { EmptyState, ErrorState, Skeleton } from '../../components/States';
import { Table, Th } from '../../components/Table';
import { isDrawable } from '../../components/Thumb';
import { cx } from '../../lib/cx';
import { PriceItem } from './PriceItem';
import { type Prices, priceKey } from './use-prices';

export type May = { propose: boolean; decide: boolean };
type Props = { prices: Prices; may: May; onOpen: (row: PriceRow) => void };

const HEAD = 'sticky top-0 z-1 border-b-0 bg-page shadow-[inset_0_-1px_var(--line)]';

/** The prices by shop and listing, and below them what an API does not let us do. */
export function PriceList({ prices, may, onOpen }: Props) {
  const { t } = useTranslation();
  const { rows, pages, page } = prices;
  const pictures = rows.some((row) => isDrawable(row.image));
  return (
    <section
      className="@container min-h-0 min-w-0 flex-1 overflow-y-auto border-t border-line"
      aria-label={t('nav.prices')}
      aria-busy={pages.isFetching}
    >
      {pages.error && <ErrorState failure={pages.error as never} onRetry={() => void pages.refetch()} />}
      {!pages.data && !pages.error && <Skeleton rows={12} className="px-5 py-4" />}
      {pages.data && rows.length === 0 && <Nothing prices={prices} />}
      {rows.length > 0 && (
        <Table label={t('nav.prices')} className="table-fixed phone:block">
          <thead className="phone:hidden">
            <tr>
              <Th className={cx(HEAD, 'first:pl-5')}>{t('prices.product')}</Th>
              <Th right className={cx(HEAD, 'w-[124px]')}>
                {t('prices.price')}
              </Th>
              <Th right className={cx(HEAD, 'w-[116px] @max-[1120px]:hidden')}>
                {t('prices.before')}
              </Th>
              <Th right className={cx(HEAD, 'w-[112px] @max-[1000px]:hidden')}>
                {t('prices.least')}
              </Th>
              <Th right className={cx(HEAD, 'w-[124px] @max-[640px]:hidden')}>
                {t('prices.shown')}
              </Th>
              <Th className={cx(HEAD, 'w-[236px] pl-5 @max-[860px]:hidden')}>{t('prices.state')}</Th>
              <Th className={cx(HEAD, 'w-[132px] last:pr-5')}>
                <span className="sr-only">{t('prices.change')}</span>
              </Th>
            </tr>
          </thead>
          <tbody className="phone:block">
            {rows.map((row) => (
              <PriceItem
                key={priceKey(row)}
                row={row}
                picture={pictures}
                may={may}
                settable={!page?.read_only.includes(row.marketplace)}
                onOpen={() => onOpen(row)}
              />
            ))}
          </tbody>
        </Table>
      )}
      <More pages={pages} />
      <Absent ids={page?.read_only ?? []} words="read_only" />
      <Absent ids={page?.not_offered ?? []} words="not_offered" />
    </section>
  );
}

function Nothing({ prices: { filtered, held, text, clear } }: { prices: Prices }) {
  const { t } = useTranslation();
  const [title, why] = !filtered
    ? ['prices.empty', 'prices.empty_why']
    : held && !text
      ? ['prices.none_held', 'prices.none_held_why']
      : ['activity.nothing_found', 'prices.nothing_found_why'];
  return (
    <EmptyState
      icon={Tag}
      className="px-5"
      title={t(title)}
      action={
        filtered && (
          <Button size="s" onClick={clear}>
            {t('answers.clear_filters')}
          </Button>
        )
      }
    >
      {t(why)}
    </EmptyState>
  );
}

/** Absence is an answer: said in grey, once, with what is possible instead. */
function Absent({ ids, words }: { ids: readonly string[]; words: 'read_only' | 'not_offered' }) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  const Icon = words === 'read_only' ? Eye : CircleSlash;
  return ids.map((id) => (
    <p key={id} className="m-0 flex items-start gap-[6px] px-5 py-[10px] text-12 text-text-3 phone:px-4">
      <Icon size={14} className="mt-px" aria-hidden="true" />
      <span>{t(`prices.${words}`, { marketplace: name(id) })}</span>
    </p>
  ));
}
