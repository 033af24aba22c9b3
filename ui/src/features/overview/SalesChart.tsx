import { ChartLine } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { Chart as Drawn, Period } from '../../bindings/types';
import { Card } from '../../components/Card';
import { Chart } from '../../components/Chart';
import { Segmented } from '../../components/Segmented';
import { EmptyState, ErrorState, Skeleton } from '../../components/States';
import type { Formats } from '../../lib/formats';
import { useAddress, wordOf } from '../../lib/search';
import { useFormats } from '../../lib/use-formats';

const MEASURES = ['revenue', 'orders'] as const;
type Measure = (typeof MEASURES)[number];
const RESIZE_MS = 180;
/** Smaller pictures are not drawn. */
const LEAST = { width: 120, height: 80 };

/** Sales by day and marketplace. The engine draws for the size at hand; a new size is asked for when it has settled. */
export function SalesChart({
  period,
  account,
  zones,
}: {
  period: Period;
  account: number | null;
  zones: readonly string[];
}) {
  const { t } = useTranslation();
  const [address, setAddress] = useAddress<{ measure: Measure }>();
  const measure = wordOf<Measure>(address.measure, MEASURES);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const formats = useFormats();
  const query = { period, account, measure, locale: formats.locale };
  const read = useRead(
    'chart_sales',
    { ...query, width: size?.width ?? 0, height: size?.height ?? 0 },
    { enabled: size !== null, keep: true },
  );
  const drawn = useMemo(() => read.data && worded(read.data, formats), [read.data, formats]);
  // A single day says little as a line: the engine draws it within its week.
  const shown = period === 'today' || period === 'yesterday' ? '7d' : period;
  // Each shop counts its own days: where they begin at different hours, both are named.
  const days = zones.map((zone) => t([`overview.zone.${zone.split('/')[1]}`, zone])).join(', ');
  return (
    <Card
      flush
      title={t('overview.sales')}
      note={`${t(`overview.periods.${shown}`)} · ${days}`}
      aside={
        <Segmented
          label={t('overview.measure')}
          value={measure}
          segments={MEASURES.map((value) => ({ value, label: t(`overview.tile.${value}`) }))}
          onChange={(next) => setAddress({ measure: next === 'revenue' ? undefined : next })}
        />
      }
      className="flex min-w-0 flex-col"
    >
      {drawn && drawn.series.length > 0 && <Legend chart={drawn} />}
      <div
        ref={box}
        className="relative m-[8px_12px_10px] min-h-[clamp(240px,100vh-620px,380px)] flex-1 phone:min-h-[240px]"
        aria-busy={read.isFetching}
      >
        {read.error && !read.data && <ErrorState failure={read.error} onRetry={() => void read.refetch()} />}
        {!read.data && !read.error && <Skeleton rows={7} className="h-full justify-between" />}
        {drawn && <Plot chart={drawn} label={`${t('overview.sales')}, ${t(`overview.tile.${measure}`)}`} />}
      </div>
    </Card>
  );
}

function Plot({ chart, label }: { chart: Drawn; label: string }) {
  const { t } = useTranslation();
  if (chart.series.every((one) => one.points.length === 0)) {
    return (
      <EmptyState icon={ChartLine} title={t('overview.no_sales')}>
        {t('overview.no_sales_why')}
      </EmptyState>
    );
  }
  return <Chart chart={chart} label={label} className="absolute inset-x-0 top-0" />;
}

/** On a narrow picture lines carry no names at their ends, so the legend names them. */
function Legend({ chart }: { chart: Drawn }) {
  return (
    <div
      className="hidden flex-wrap gap-x-[14px] gap-y-1 px-[14px] pt-2 text-12 text-text-2 phone:flex"
      aria-hidden="true"
    >
      {chart.series.map((one) => (
        <span key={one.id} className="inline-flex items-center gap-[6px]">
          <span className="h-[3px] w-[10px] rounded-full" style={{ background: one.colour }} />
          {one.label}
        </span>
      ))}
    </div>
  );
}

/** The engine gives bare figures: here they get the language's words, and those who do not see the picture its frame in a sentence. */
function worded(chart: Drawn, formats: Formats): Drawn {
  const say = (unit: string, value: number) =>
    unit === 'count'
      ? formats.number(value)
      : formats.money({ minor: Math.round(value * 100), currency: unit, exponent: 2 }, 'auto');
  const series = chart.series.map((one) => ({
    ...one,
    points: one.points.map((point) => ({ ...point, label: say(one.unit, point.y) })),
  }));
  const days = series.flatMap((one) => one.points.map((point) => point.x)).sort();
  const span = [days[0], days.at(-1)].flatMap((day) => (day ? [formats.date(day)] : [])).join(' – ');
  return { ...chart, series, summary: chart.summary || [span, ...series.map((one) => one.label)].join(', ') };
}

type Size = { width: number; height: number };

function useSize(box: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const own = box.current;
    if (!own) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = () => {
      const next = { width: Math.round(own.clientWidth), height: Math.round(own.clientHeight) };
      if (next.width >= LEAST.width && next.height >= LEAST.height)
        setSize((old) => (old?.width === next.width && old.height === next.height ? old : next));
    };
    measure();
    const watcher = new ResizeObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(measure, RESIZE_MS);
    });
    watcher.observe(own);
    return () => {
      clearTimeout(timer);
      watcher.disconnect();
    };
  }, [box]);
  return size;
}
