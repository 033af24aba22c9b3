import { FileText, Truck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { SupplyRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { EmptyState, Loaded } from '../../components/States';
import { useSaid } from '../../components/said';
import { Table, Td, Th, Tr } from '../../components/Table';
import { MEANING, Status } from '../../components/Tag';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';
import { HEAD, type May } from './OrderList';
import { SupplyDialog } from './SupplyDialog';
import type { Files } from './use-files';
import { type Orders, parcelKey } from './use-orders';

type Props = { orders: Orders; may: May; files: Files };

/** What travels together: where it stands, handing it over, its papers. */
export function SupplyList({ orders, may, files }: Props) {
  const { t } = useTranslation();
  const read = useRead('supplies_list', { account: orders.account }, { keep: true });
  const [leaving, setLeaving] = useState<SupplyRow | null>(null);
  return (
    <section
      className="@container min-h-0 min-w-0 flex-1 overflow-y-auto border-t border-line"
      aria-label={t('orders.view.supplies')}
    >
      <Loaded read={read} rows={8}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon={Truck} className="px-5" title={t('orders.no_supplies')}>
              {t('orders.no_supplies_why')}
            </EmptyState>
          ) : (
            <Table label={t('orders.view.supplies')} className="table-fixed">
              <thead>
                <tr>
                  <Th className={cx(HEAD, 'first:pl-5')}>{t('orders.supply')}</Th>
                  <Th className={cx(HEAD, 'w-[150px] @max-[760px]:hidden')}>{t('orders.made')}</Th>
                  <Th right className={cx(HEAD, 'w-[90px] @max-[640px]:hidden')}>
                    {t('orders.amount')}
                  </Th>
                  <Th className={cx(HEAD, 'w-[250px] last:pr-5 @max-[640px]:w-[190px]')}>
                    <span className="sr-only">{t('orders.acts')}</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Item
                    key={parcelKey(row)}
                    row={row}
                    may={may}
                    files={files}
                    onLeave={() => setLeaving(row)}
                  />
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
      {leaving && <SupplyDialog key={leaving.key} row={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

function Item({ row, may, files, onLeave }: { row: SupplyRow; may: May; files: Files; onLeave: () => void }) {
  const { t } = useTranslation();
  const said = useSaid();
  const formats = useFormats();
  const when = row.created_at ?? row.at;
  return (
    <Tr>
      <Td className="py-[7px] first:pl-5">
        <div className="cut font-medium" title={row.name}>
          {row.name || row.key}
        </div>
        <div className="flex items-center gap-[6px] text-12 text-text-3">
          <MarketplaceMark id={row.marketplace} />
          <span className="cut">
            {[row.name !== row.key && row.key, row.state && said(row.state)].filter(Boolean).join(' · ')}
          </span>
        </div>
        {row.change && (
          <Status tone="info" icon={MEANING.onTheWay} wrap>
            {t(`changes.state.${row.change.state}`)}
          </Status>
        )}
      </Td>
      <Td className="tnum text-text-2 @max-[760px]:hidden">{when && formats.date(when, 'date_time')}</Td>
      <Td right className="text-text-2 @max-[640px]:hidden">
        {row.amount !== null && formats.number(row.amount)}
      </Td>
      <Td className="text-right last:pr-5">
        <span className="inline-flex flex-wrap justify-end gap-1">
          {may.files &&
            row.papers.map((paper) => (
              <Button
                key={paper}
                size="s"
                look="ghost"
                icon={<FileText size={14} aria-hidden="true" />}
                aria-label={`${t(`orders.paper.${paper}`)}: ${row.name || row.key}`}
                onClick={() =>
                  files.get([{ account: row.account, wish: { what: 'supply', supply: row.key, paper } }])
                }
              >
                {t(`orders.paper.${paper}`)}
              </Button>
            ))}
          {may.step && row.hand_over && (
            <Button
              size="s"
              why={row.change ? t('orders.under_way') : undefined}
              aria-label={`${t('orders.do.hand_over')}: ${row.name || row.key}`}
              onClick={onLeave}
            >
              {t('orders.do.hand_over')}
            </Button>
          )}
        </span>
      </Td>
    </Tr>
  );
}
