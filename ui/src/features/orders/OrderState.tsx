import { Ban, Box, Inbox, type LucideIcon, PackageCheck, Printer, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ParcelRow } from '../../bindings/types';
import { useSaid } from '../../components/said';
import { MEANING, Status, type Tone } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';

const LOOK: Record<string, [Tone, LucideIcon]> = {
  new: ['accent', Inbox],
  packing: ['outline', Box],
  packed: ['ok', PackageCheck],
  handed_over: ['neutral', Truck],
  cancelled: ['neutral', Ban],
};

/** Where an order stands, what is under way, whether its label lies here. A state that nobody knows is shown in the marketplace's word. */
export function OrderState({ row }: { row: ParcelRow }) {
  const { t, i18n } = useTranslation();
  const said = useSaid();
  const formats = useFormats();
  const [tone, icon] = LOOK[row.state] ?? ['neutral', MEANING.info];
  const key = `orders.in.${row.state}`;
  const waits = row.change?.state === 'waiting';
  return (
    <span className="flex flex-col items-start gap-[2px]">
      {row.change ? (
        <Status tone={waits ? 'warn' : 'info'} icon={waits ? MEANING.waits : MEANING.onTheWay} wrap>
          {row.change.after && `${t([`orders.do.${row.change.after}`, row.change.after])}: `}
          <span className="lowercase">{t(`changes.state.${row.change.state}`)}</span>
        </Status>
      ) : (
        <Status tone={tone} icon={icon} wrap>
          {i18n.exists(key) ? t(key) : said(row.state)}
        </Status>
      )}
      {row.label_at && (
        <span className="inline-flex items-center gap-1 text-12 text-text-3">
          <Printer size={12} aria-hidden="true" />
          {t('orders.label_at', { at: formats.date(row.label_at, 'date_time') })}
        </span>
      )}
    </span>
  );
}
