import { useTranslation } from 'react-i18next';
import type { ParcelRow } from '../../bindings/types';
import { DueTag } from '../../components/Due';
import { useFormats } from '../../lib/use-formats';

const GONE = ['handed_over', 'cancelled'];

/** Until when it must have been handed over: how long that is, and the moment. What has left is late no more. */
export function Due({ row }: { row: ParcelRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!row.ship_by) {
    return (
      <span className="text-12 text-text-3">
        {t('orders.ordered', { at: formats.date(row.created_at, 'date_time') })}
      </span>
    );
  }
  return (
    <span className="flex flex-col items-start gap-[2px]">
      {!GONE.includes(row.state) && <DueTag at={row.ship_by} />}
      <span className="tnum text-12 text-text-3">{formats.date(row.ship_by, 'date_time')}</span>
    </span>
  );
}
