import { ArrowDownRight, ArrowUpRight, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../lib/cx';
import { useFormats } from '../lib/use-formats';

/** A change against another period. An improving fall is green with a down arrow; read aloud as "up 14 percent". */
export function Delta({
  percent,
  good = 'up',
  points = false,
  className,
}: {
  percent: number;
  /** A share changes by points, not by percent of itself. */
  points?: boolean;
  good?: 'up' | 'down';
  className?: string;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const tone = percent > 0 === (good === 'up') ? 'text-ok' : 'text-bad';
  const size = points
    ? t('common.points', { value: formats.number(Math.abs(percent)) })
    : formats.percent(Math.abs(percent));
  const looks = {
    up: { Arrow: ArrowUpRight, tone, words: t('common.up_by', { size }) },
    down: { Arrow: ArrowDownRight, tone, words: t('common.down_by', { size }) },
    same: { Arrow: Minus, tone: 'text-text-3', words: t('common.unchanged') },
  };
  const look = looks[percent > 0 ? 'up' : percent < 0 ? 'down' : 'same'];
  return (
    <span className={cx('fig inline-flex items-center gap-[2px] font-semibold', look.tone, className)}>
      <look.Arrow size={12} strokeWidth={2} aria-hidden="true" />
      <span aria-hidden="true">{size}</span>
      <span className="sr-only">{look.words}</span>
    </span>
  );
}

/** A line without axes, its last point marked. Decoration beside a figure: silent for screen readers. */
export function Spark({
  values,
  width = 76,
  height = 22,
  colour = 'var(--c1)',
}: {
  values: readonly number[];
  width?: number;
  height?: number;
  colour?: string;
}) {
  if (values.length < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (i: number) => 1 + (i * (width - 5)) / (values.length - 1);
  const y = (v: number) => height - 3 - ((v - low) / (high - low || 1)) * (height - 6);
  const line = values.map((v, i) => `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join('');
  const last = values.length - 1;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className="shrink-0"
    >
      <path d={`${line}L${x(last)} ${height}L1 ${height}Z`} fill={colour} opacity={0.1} />
      <path d={line} fill="none" stroke={colour} strokeWidth={1.5} strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={2.2} fill={colour} />
    </svg>
  );
}

type TileProps = {
  label: ReactNode;
  explain?: ReactNode;
  /** At the right of the label: how old the figure is. */
  aside?: ReactNode;
  /** Figures, one per currency: never added across currencies. */
  figures: { value: string; unit?: string }[];
  delta?: ReactNode;
  base?: ReactNode;
  spark?: readonly number[];
  /** Width and height of the sparkline. */
  sparkSize?: readonly [number, number];
  note?: ReactNode;
  className?: string;
};

/** Label, figure, change with its base in words, sparkline. Without data: a dash and why (`note`). */
export function Tile({
  label,
  explain,
  aside,
  figures,
  delta,
  base,
  spark,
  sparkSize = [76, 22],
  note,
  className,
}: TileProps) {
  return (
    <div className={cx('min-w-0 px-4 pb-[13px] pt-3', className)}>
      <div className="flex items-center gap-[5px] text-12 font-medium text-text-2">
        <span className="cut">{label}</span>
        {explain}
        {aside && <span className="ml-auto shrink-0">{aside}</span>}
      </div>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          {(figures.length > 0 ? figures : [{ value: '—', unit: '' }]).map((figure) => (
            <div
              key={figure.unit ?? figure.value}
              className="fig text-22 font-semibold tracking-[-0.02em] phone:text-28 phone:tracking-[-0.025em]"
            >
              {figure.value}
              {figure.unit && (
                <small className="ml-1 text-12 font-medium tracking-normal text-text-3">{figure.unit}</small>
              )}
            </div>
          ))}
        </div>
        {spark && <Spark values={spark} width={sparkSize[0]} height={sparkSize[1]} />}
      </div>
      <div className="mt-[2px] flex min-w-0 items-center gap-[6px] text-12 text-text-3">
        {delta}
        {base && <span className="cut">{base}</span>}
      </div>
      {note && <div className="cut mt-[2px] text-12 text-text-3">{note}</div>}
    </div>
  );
}

export function TileSkeleton() {
  return (
    <div aria-hidden="true" className="grid min-h-[89px] content-center gap-3 px-4">
      <div className="skeleton h-2 w-1/2" />
      <div className="skeleton h-4 w-3/4" />
      <div className="skeleton h-2 w-2/3" />
    </div>
  );
}
