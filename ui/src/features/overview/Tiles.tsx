import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { Tile as Figure, FigureValue, Period } from '../../bindings/types';
import { Explain, ExplainLines, useFigure } from '../../components/Explain';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { ErrorState, Skeleton } from '../../components/States';
import { Delta, Tile, TileSkeleton } from '../../components/Tile';
import { cx } from '../../lib/cx';
import { PHONE, useMedia } from '../../lib/media';
import { useAgo } from '../../lib/use-ago';
import { useFormats } from '../../lib/use-formats';

const GRID =
  'grid grid-cols-[minmax(0,1.5fr)_repeat(3,minmax(0,1fr))] overflow-hidden rounded-card border border-line bg-surface phone:grid-cols-2';
/** Hairlines between tiles: each draws its left and its top one, the outer ones lie outside the box. */
const LINES = 'border-l border-t border-line -ml-px -mt-px';
/** Data older than this is said in the tile itself. */
const STALE_SECONDS = 3600;

type Asked = { period: Period; account: number | null };

/** Revenue first and large, since profit is not known; then what was ordered, bought, answered and spent. */
export function Tiles({ tiles, ...asked }: Asked & { tiles: readonly Figure[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('overview.figures')} className={GRID}>
      {tiles.map((tile) => (
        <div
          key={tile.key}
          className={cx(
            'min-w-0',
            LINES,
            tile.key === 'revenue' && 'row-span-2 phone:col-span-2 phone:row-span-1',
          )}
        >
          <OneTile tile={tile} {...asked} />
        </div>
      ))}
    </section>
  );
}

function OneTile({ tile, ...asked }: Asked & { tile: Figure }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const label = t(`overview.tile.${tile.key}`);
  const first = tile.key === 'revenue';
  const phone = useMedia(PHONE);
  const known = tile.values.filter((value) => value.money || value.number !== null);
  return (
    <Tile
      label={label}
      explain={
        known.length > 0 && (
          <Explain label={label}>{(open) => open && <Explained tile={tile} {...asked} />}</Explain>
        )
      }
      figures={known.map((value) => figureOf(value))}
      delta={
        tile.delta_percent !== null &&
        known.length > 0 && (
          <Delta percent={tile.delta_percent} good={tile.good} points={tile.key === 'buyout'} />
        )
      }
      base={<Base tile={tile} known={known.length > 0} />}
      spark={phone && !first ? undefined : tile.spark}
      sparkSize={first ? [120, 52] : [66, 22]}
      note={first ? t('overview.no_profit') : undefined}
      className={cx('pb-[10px] pt-[10px]', first && 'flex h-full flex-col')}
    />
  );

  function figureOf(value: FigureValue): { value: string; unit?: string } {
    if (value.money)
      return { value: formats.amount(value.money, 'auto'), unit: formats.unit(value.money.currency) };
    const number = value.number ?? 0;
    if (value.unit === 'percent') return { value: formats.number(number), unit: '%' };
    if (value.unit === 'minutes') {
      const [size = '', unit = ''] = formats.duration(number * 60).split('\u00A0');
      return { value: size, unit };
    }
    return { value: formats.number(number), unit: t('overview.unit.count') };
  }
}

/** What the change is measured against, what is missing, and the age where it matters. */
function Base({ tile, known }: { tile: Figure; known: boolean }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const ago = useAgo();
  const say = useFigure();
  const name = useMarketplaceName();
  const [before] = tile.previous;
  // What the AI costs is counted on this machine: no marketplace is missing in it.
  const absent = tile.key === 'ai_cost' ? [] : [...new Set(tile.missing)];
  const missing = absent.map((one) =>
    i18n.exists(`overview.missing.${one}`)
      ? t(`overview.missing.${one}`)
      : t('common.without', { names: name(one) }),
  );
  const worded = (value: FigureValue) => {
    if (value.money) return formats.shortMoney(value.money);
    return value.unit === 'minutes' ? formats.duration((value.number ?? 0) * 60) : say(value);
  };
  const parts = [
    !known && missing.length === 0 && t('overview.no_data'),
    known && before && worded(before),
    ...missing,
    known && (tile.age_seconds ?? 0) > STALE_SECONDS && ago(tile.age_seconds ?? 0),
  ].filter(Boolean);
  return parts.join(', ');
}

/** Where the figure comes from, asked only when it is opened. */
function Explained({ tile, period, account }: Asked & { tile: Figure }) {
  const navigate = useNavigate();
  const read = useRead('figure_explain', { explain: tile.explain, period, account });
  const total = read.data?.lines.find((line) => line.sign === '=')?.value.number ?? 0;
  const open =
    tile.key === 'answered'
      ? () => void navigate({ to: '/reviews', search: { queue: 'sent' } } as never)
      : undefined;
  if (read.data) return <ExplainLines figure={{ ...read.data, rows: total }} onRows={open} />;
  if (read.error)
    return <ErrorState failure={read.error} onRetry={() => void read.refetch()} className="px-0" />;
  return <Skeleton rows={3} className="px-0" />;
}

export function TilesSkeleton() {
  return (
    <div className={GRID} aria-hidden="true">
      {Array.from({ length: 7 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
        <div key={i} className={cx(LINES, i === 0 && 'row-span-2 phone:col-span-2 phone:row-span-1')}>
          <TileSkeleton />
        </div>
      ))}
    </div>
  );
}
