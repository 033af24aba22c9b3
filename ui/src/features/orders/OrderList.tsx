import { CircleSlash, Eye, PackageCheck } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParcelAct, ParcelRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { More } from '../../components/More';
import { EmptyState, ErrorState, Skeleton } from '../../components/States';
import { Table, Th } from '../../components/Table';
import { cx } from '../../lib/cx';
import { useKeys } from '../../lib/keys';
import { OrderItem } from './OrderItem';
import { type Orders, parcelKey } from './use-orders';

export type May = { step: boolean; decide: boolean; files: boolean };
type Props = {
  orders: Orders;
  may: May;
  onAct: (act: ParcelAct, row: ParcelRow) => void;
  onDecide: (row: ParcelRow) => void;
};

export const HEAD = 'sticky top-0 z-1 border-b-0 bg-page shadow-[inset_0_-1px_var(--line)]';

/** The orders of a queue, those that are due first before others. */
export function OrderList({ orders, may, onAct, onDecide }: Props) {
  const { t } = useTranslation();
  const { rows, pages, page } = orders;
  const list = useRef<HTMLElement>(null);
  const walk = (by: number) => {
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('tbody input') ?? [])];
    const at = boxes.indexOf(document.activeElement as HTMLInputElement);
    boxes[Math.max(0, Math.min(boxes.length - 1, at + by))]?.focus();
  };
  const [down, up] = [() => walk(1), () => walk(-1)];
  useKeys({ ArrowDown: down, J: down, ArrowUp: up, K: up });
  const choosable = may.step || may.files;
  const all = rows.length > 0 && orders.chosen.length === rows.length;
  return (
    <section
      ref={list}
      data-keys="rows"
      className="@container min-h-0 min-w-0 flex-1 overflow-y-auto border-t border-line"
      aria-label={t(`orders.queue.${orders.queue}`)}
      aria-busy={pages.isFetching}
    >
      {pages.error && <ErrorState failure={pages.error as never} onRetry={() => void pages.refetch()} />}
      {!pages.data && !pages.error && <Skeleton rows={12} className="px-5 py-4" />}
      {pages.data && rows.length === 0 && <Nothing orders={orders} />}
      {rows.length > 0 && (
        <Table label={t('nav.orders')} className="table-fixed phone:block">
          <thead className="phone:hidden">
            <tr>
              {choosable && (
                <Th className={cx(HEAD, 'w-[42px] first:pl-5')}>
                  <input
                    type="checkbox"
                    className="size-4 align-middle accent-accent"
                    aria-label={t('orders.choose_all')}
                    checked={all}
                    onChange={(event) => orders.choose(rows.map(parcelKey), event.target.checked)}
                  />
                </Th>
              )}
              <Th className={cx(HEAD, 'first:pl-5')}>{t('orders.goods')}</Th>
              <Th className={cx(HEAD, 'w-[168px]')}>{t('orders.due')}</Th>
              <Th className={cx(HEAD, 'w-[208px] @max-[820px]:hidden')}>{t('orders.state')}</Th>
              <Th className={cx(HEAD, 'w-[252px] last:pr-5 @max-[680px]:w-[150px]')}>
                <span className="sr-only">{t('orders.acts')}</span>
              </Th>
            </tr>
          </thead>
          <tbody className="phone:block">
            {rows.map((row) => (
              <OrderItem
                key={parcelKey(row)}
                row={row}
                may={may}
                chosen={orders.chosen.includes(row)}
                onChoose={choosable ? (on) => orders.choose([parcelKey(row)], on) : undefined}
                onAct={(act) => onAct(act, row)}
                onDecide={() => onDecide(row)}
              />
            ))}
          </tbody>
        </Table>
      )}
      <More pages={pages} />
      <Absent ids={page?.read_only ?? []} words="orders.read_only" icon={Eye} />
      <Absent ids={page?.not_offered ?? []} words="orders.not_offered" />
    </section>
  );
}

function Nothing({ orders }: { orders: Orders }) {
  const { t } = useTranslation();
  const first = orders.queue === 'to_do' && !orders.filtered;
  return (
    <EmptyState
      icon={PackageCheck}
      className="px-5"
      title={t(orders.filtered ? 'activity.nothing_found' : first ? 'orders.empty' : 'orders.empty_queue')}
      action={
        orders.filtered && (
          <Button size="s" onClick={orders.clear}>
            {t('answers.clear_filters')}
          </Button>
        )
      }
    >
      {t(
        orders.filtered ? 'orders.nothing_found_why' : first ? 'orders.empty_why' : 'orders.empty_queue_why',
      )}
    </EmptyState>
  );
}

/** Absence is an answer: said in grey, once, with what is possible instead. */
export function Absent({
  ids,
  words,
  icon: Icon = CircleSlash,
}: {
  ids: readonly string[];
  words: string;
  icon?: typeof Eye;
}) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  return ids.map((id) => (
    <p key={id} className="m-0 flex items-start gap-[6px] px-5 py-[10px] text-12 text-text-3 phone:px-4">
      <Icon size={14} className="mt-px" aria-hidden="true" />
      <span>{t(words, { marketplace: name(id) })}</span>
    </p>
  ));
}
