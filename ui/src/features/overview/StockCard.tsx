import { Boxes, CircleCheck, CircleDashed } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { FigureExplanation, Sign, StockRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { Explain, ExplainLines } from '../../components/Explain';
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

type Props = {
  rows: readonly StockRow[];
  /** All that run out, also those that were not sent. */
  total: number;
  /** The row that an alert speaks of: shown and marked. */
  marked: number | null;
};

/** What runs out first, with days of cover. Left of the tick the seller's own alert line is crossed. */
export function StockCard({ rows, total, marked }: Props) {
  const { t } = useTranslation();
  const line = useRead('settings_get', {}).data?.stock_days;
  const [opened, setOpened] = useState(false);
  const hidden = rows.slice(SHOWN).some((row) => row.listing === marked);
  const all = opened || hidden;
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <Card
      id="stock"
      title={t('overview.stock')}
      note={total > 0 && String(total)}
      flush
      aside={
        rows.length > SHOWN && (
          <Button look="ghost" size="s" aria-expanded={all} onClick={() => setOpened(!all)}>
            {all ? t('overview.stock_fewer') : t('overview.stock_all', { count: total })}
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <EmptyState icon={Boxes} title={t('overview.stock_fine')}>
          {t('overview.stock_fine_why')}
        </EmptyState>
      ) : (
        <ul
          className={cx(
            'm-0 mt-[9px] list-none divide-y divide-line border-t border-line p-0',
            all && 'max-h-[420px] overflow-y-auto',
          )}
        >
          {shown.map((row) => (
            <Row key={row.listing} row={row} line={line} marked={row.listing === marked} />
          ))}
        </ul>
      )}
      {all && total > rows.length && (
        <p className="m-0 px-[14px] py-2 text-12 text-text-3">
          {t('overview.stock_first', { count: rows.length, total })}
        </p>
      )}
    </Card>
  );
}

function Row({ row, line, marked }: { row: StockRow; line: number | undefined; marked: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { tone, icon } = LOOK[row.level];
  const pace = Number(row.per_day);
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (marked) own.current?.scrollIntoView?.({ block: 'center' });
  }, [marked]);
  return (
    <li
      ref={own}
      aria-current={marked || undefined}
      className={cx(
        'flex items-center gap-[10px] px-[14px] py-[7px]',
        marked && 'bg-accent-soft shadow-[inset_2px_0_var(--accent)]',
      )}
    >
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
            <Explain
              label={t('overview.days', { count: row.days_left })}
              figure={
                <Tag tone={tone} icon={icon}>
                  {row.level === 'out' ? t('overview.out') : t('overview.days', { count: row.days_left })}
                </Tag>
              }
            >
              {(open) => open && <ExplainLines figure={coverOf(row)} />}
            </Explain>
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

/** Days of cover from the row's own figures. */
function coverOf(row: StockRow): FigureExplanation {
  const line = (label: string, number: number, sign: Sign) => ({
    label,
    value: { money: null, number, unit: 'count' as const },
    sign,
  });
  return {
    title_key: 'overview.stock',
    lines: [
      line('figure.stock', row.quantity, '+'),
      line('figure.pace', Number(row.per_day), '/'),
      line('figure.days', row.days_left ?? 0, '='),
    ],
    formula: 'formula.days',
    age_seconds: null,
    rows: 0,
  };
}
