import { Boxes, CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { StockRow } from '../../bindings/types';
import { Card } from '../../components/Card';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { EmptyState } from '../../components/States';
import { MEANING, Tag, type Tone } from '../../components/Tag';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';

const SHOWN = 5;
/** The bar's full width, in days of cover. */
const SCALE_DAYS = 30;
const LOOK = {
  out: { tone: 'bad', icon: MEANING.urgent, bar: 'bg-bad' },
  urgent: { tone: 'bad', icon: MEANING.urgent, bar: 'bg-bad' },
  soon: { tone: 'warn', icon: MEANING.soon, bar: 'bg-warn' },
  ok: { tone: 'ok', icon: CircleCheck, bar: 'bg-ok' },
} as const satisfies Record<StockRow['level'], { tone: Tone; icon: unknown; bar: string }>;

/** What runs out first, with days of cover. Left of the tick the seller's own alert line is crossed. */
export function StockCard({ rows }: { rows: readonly StockRow[] }) {
  const { t } = useTranslation();
  const line = useRead('settings_get', {}).data?.stock_days;
  return (
    <Card
      id="stock"
      title={t('overview.stock')}
      flush
      aside={
        rows.length > SHOWN && (
          <span className="fig text-text-3">{t('overview.stock_more', { count: rows.length - SHOWN })}</span>
        )
      }
    >
      {rows.length === 0 ? (
        <EmptyState icon={Boxes} title={t('overview.stock_fine')}>
          {t('overview.stock_fine_why')}
        </EmptyState>
      ) : (
        <ul className="m-0 mt-[9px] list-none divide-y divide-line border-t border-line p-0">
          {rows.slice(0, SHOWN).map((row) => (
            <Row key={`${row.marketplace}${row.listing}`} row={row} line={line} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ row, line }: { row: StockRow; line: number | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { tone, icon } = LOOK[row.level];
  const pace = Number(row.per_day);
  return (
    <li className="flex items-center gap-[10px] px-[14px] py-[7px]">
      <MarketplaceMark id={row.marketplace} className="mb-auto mt-[2px]" />
      <div className="min-w-0 flex-1">
        <div className="line-clamp-2 break-words font-medium" title={`${row.title}, ${row.article}`}>
          {row.title}
        </div>
        <div className="cut fig text-12 text-text-3">
          {t('overview.pieces', { n: formats.number(row.quantity) })}
          {Number.isFinite(pace) && pace > 0 && (
            <> · {t('overview.per_day', { n: formats.number(pace, pace < 10 ? 1 : 0) })}</>
          )}
        </div>
      </div>
      <div className="w-[104px] shrink-0">
        <div className="flex justify-end">
          {row.days_left === null ? (
            <Tag icon={CircleDashed}>{t('overview.thin')}</Tag>
          ) : (
            <Tag tone={tone} icon={icon}>
              {row.level === 'out' ? t('overview.out') : t('overview.days', { count: row.days_left })}
            </Tag>
          )}
        </div>
        {row.days_left !== null && <Cover days={row.days_left} level={row.level} line={line} />}
      </div>
    </li>
  );
}

function Cover({ days, level, line }: { days: number; level: StockRow['level']; line: number | undefined }) {
  const place = (value: number) => `${Math.min(100, (value / SCALE_DAYS) * 100)}%`;
  return (
    <div className="relative mt-[5px] h-[6px] rounded-full bg-sunken dark:bg-line" aria-hidden="true">
      <div
        className={cx('h-full rounded-full', LOOK[level].bar)}
        style={{ width: place(Math.max(days, 0.6)) }}
      />
      {line !== undefined && line < SCALE_DAYS && (
        <div
          className="absolute -inset-y-[2px] w-[2px] rounded-full bg-text-2"
          style={{ left: place(line) }}
        />
      )}
    </div>
  );
}
