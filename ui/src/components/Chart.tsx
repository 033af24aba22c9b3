import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartPoint, ChartSeries, Chart as Drawn } from '../bindings/types';
import { cx } from '../lib/cx';
import { useFormats } from '../lib/use-formats';
import { drawing } from './drawing';

/**
 * A chart drawn by the engine. Over it: crosshair, tooltip, arrow keys; under it, for screen readers, the table.
 * Points are matched by their `x`, so series of different length still line up.
 */
export function Chart({ chart, label, className }: { chart: Drawn; label: string; className?: string }) {
  const xs = useMemo(() => columnsOf(chart), [chart]);
  const [at, setAt] = useState<number | null>(null);
  const { t } = useTranslation();
  const [width, height] = chart.view;
  const move = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(nearest(xs, ((event.clientX - box.left) / box.width) * width));
  };
  return (
    <figure className={cx('relative m-0', className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing that one walks with arrow keys has no element of its own */}
      <div
        role="group"
        aria-roledescription={t('chart.role')}
        aria-label={`${label}. ${chart.summary}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the crosshair
        tabIndex={0}
        className="relative block rounded-m"
        style={{ aspectRatio: `${width} / ${height}` }}
        onPointerMove={move}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={(event) => step(event, xs.length, at, setAt)}
      >
        <Svg svg={chart.svg} />
        {at !== null && <Crosshair chart={chart} column={xs[at]} />}
      </div>
      <p className="sr-only" aria-live="polite">
        {at !== null && spoken(chart.series, xs[at])}
      </p>
      <HiddenTable chart={chart} label={label} xs={xs} />
    </figure>
  );
}

type Column = { x: string; px: number; label: string };

/** The drawing is parsed, stripped of everything but shapes and text, and put in place; no markup is trusted. */
function Svg({ svg }: { svg: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.replaceChildren(...drawing(svg));
  }, [svg]);
  return <div ref={box} aria-hidden="true" className="absolute inset-0 [&>svg]:size-full" />;
}

function Crosshair({ chart, column }: { chart: Drawn; column: Column | undefined }) {
  const formats = useFormats();
  if (!column) return null;
  const [width, height] = chart.view;
  const { y0, y1, x1 } = chart.plot;
  const points = chart.series.flatMap((one) => pointAt(one, column.x).map((point) => ({ one, point })));
  const right = column.px > (chart.plot.x0 + x1) / 2;
  const side = `${((right ? width - column.px + 10 : column.px + 10) / width) * 100}%`;
  return (
    <>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 size-full"
      >
        <line
          x1={column.px}
          x2={column.px}
          y1={Math.min(y0, y1)}
          y2={Math.max(y0, y1)}
          stroke="var(--line-2)"
        />
        {points.map(({ one, point }) => (
          <circle
            key={one.id}
            cx={point.px}
            cy={point.py}
            r={3.5}
            fill="var(--surface)"
            stroke={one.colour}
            strokeWidth={2}
          />
        ))}
      </svg>
      <div
        className="pointer-events-none absolute top-2 z-10 rounded-m border border-line bg-raised px-3 py-2 text-12 shadow-2"
        style={right ? { right: side } : { left: side }}
      >
        <div className="font-medium">{dayOf(column, formats.date(column.x))}</div>
        {points.map(({ one, point }) => (
          <div key={one.id} className="flex items-center gap-2 whitespace-nowrap">
            <span className="h-[3px] w-[10px] rounded-full" style={{ background: one.colour }} />
            <span className="text-text-2">{one.label}</span>
            <span className="tnum ml-auto pl-3 font-medium">{point.label}</span>
          </div>
        ))}
      </div>
    </>
  );
}

function HiddenTable({ chart, label, xs }: { chart: Drawn; label: string; xs: Column[] }) {
  const formats = useFormats();
  const { t } = useTranslation();
  return (
    <div className="sr-only">
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.day')}</th>
            {chart.series.map((one) => (
              <th key={one.id} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {xs.map((column) => (
            <tr key={column.x}>
              <th scope="row">{dayOf(column, formats.date(column.x))}</th>
              {chart.series.map((one) => (
                <td key={one.id}>{pointAt(one, column.x)[0]?.label ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnsOf(chart: Drawn): Column[] {
  const found = new Map<string, Column>();
  for (const one of chart.series)
    for (const { x, px, label } of one.points) if (!found.has(x)) found.set(x, { x, px, label });
  return [...found.values()].sort((a, b) => a.px - b.px);
}

function dayOf(column: Column, date: string): string {
  return date === '—' ? column.x : date;
}

function pointAt(series: ChartSeries, x: string): ChartPoint[] {
  return series.points.filter((point) => point.x === x);
}

function nearest(xs: Column[], px: number): number | null {
  let best: number | null = null;
  xs.forEach((column, i) => {
    if (best === null || Math.abs(column.px - px) < Math.abs((xs[best]?.px ?? 0) - px)) best = i;
  });
  return best;
}

function step(
  event: KeyboardEvent,
  count: number,
  at: number | null,
  set: (at: number | null) => void,
): void {
  const last = count - 1;
  const to: Record<string, number | null> = {
    ArrowRight: at === null ? 0 : Math.min(last, at + 1),
    ArrowLeft: at === null ? last : Math.max(0, at - 1),
    Home: 0,
    End: last,
    Escape: null,
  };
  if (!(event.code in to) || (event.code === 'Escape' && at === null)) return;
  event.preventDefault();
  event.stopPropagation();
  set(to[event.code] ?? null);
}

function spoken(series: readonly ChartSeries[], column: Column | undefined): string {
  if (!column) return '';
  return `${column.x}: ${series.flatMap((one) => pointAt(one, column.x).map((point) => `${one.label} ${point.label}`)).join(', ')}`;
}
