import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../backend/query';
import type { DocumentRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { More } from '../../components/More';
import { EmptyState, ErrorState, Skeleton } from '../../components/States';
import { Table, Td, Th, Tr } from '../../components/Table';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';
import { Absent, HEAD, type May } from './OrderList';
import type { Files } from './use-files';
import { parcelKey } from './use-orders';

const PAGE = 50;
type Props = { account: number | null; may: May; files: Files };

/** What marketplaces drew up: notices, acts, invoices; opened in any of their formats. */
export function DocumentList({ account, may, files }: Props) {
  const { t } = useTranslation();
  const pages = usePages('documents_list', { account, limit: PAGE });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section
      className="@container min-h-0 min-w-0 flex-1 overflow-y-auto border-t border-line"
      aria-label={t('orders.view.documents')}
    >
      {pages.error && <ErrorState failure={pages.error as never} onRetry={() => void pages.refetch()} />}
      {!pages.data && !pages.error && <Skeleton rows={8} className="px-5 py-4" />}
      {pages.data && rows.length === 0 && (
        <EmptyState icon={FileText} className="px-5" title={t('orders.no_documents')}>
          {t('orders.no_documents_why')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <Table label={t('orders.view.documents')} className="table-fixed">
          <thead>
            <tr>
              <Th className={cx(HEAD, 'first:pl-5')}>{t('orders.document')}</Th>
              <Th className={cx(HEAD, 'w-[150px] @max-[560px]:hidden')}>{t('orders.day')}</Th>
              <Th className={cx(HEAD, 'w-[220px] last:pr-5 @max-[560px]:w-[150px]')}>
                <span className="sr-only">{t('orders.acts')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Item key={parcelKey(row)} row={row} may={may} files={files} />
            ))}
          </tbody>
        </Table>
      )}
      <More pages={pages} />
      <Absent ids={pages.data?.pages[0]?.not_offered ?? []} words="orders.documents_not_offered" />
    </section>
  );
}

function Item({ row, may, files }: { row: DocumentRow; may: May; files: Files }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Tr>
      <Td className="py-[7px] first:pl-5">
        <div className="cut font-medium" title={row.name}>
          {row.name || row.key}
        </div>
        <div className="flex items-center gap-[6px] text-12 text-text-3">
          <MarketplaceMark id={row.marketplace} />
          <span className="cut">{row.kind}</span>
        </div>
      </Td>
      <Td className="tnum text-text-2 @max-[560px]:hidden">
        {row.day && formats.date(row.day, 'full_date')}
      </Td>
      <Td className="text-right last:pr-5">
        <span className="inline-flex flex-wrap justify-end gap-1">
          {may.files &&
            row.formats.map((format) => (
              <Button
                key={format}
                size="s"
                aria-label={t('orders.open_as', { name: row.name, format: format.toUpperCase() })}
                onClick={() =>
                  files.get([{ account: row.account, wish: { what: 'document', document: row.key, format } }])
                }
              >
                {format.toUpperCase()}
              </Button>
            ))}
        </span>
      </Td>
    </Tr>
  );
}
