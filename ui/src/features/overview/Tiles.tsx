import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Tile as Figure, FigureValue } from '../../bindings/types';
import { Explain, useFigure } from '../../components/Explain';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { Delta, Tile, TileSkeleton } from '../../components/Tile';
import { cx } from '../../lib/cx';
import { PHONE, useMedia } from '../../lib/media';
import { useAgo } from '../../lib/use-ago';
import { useFormats } from '../../lib/use-formats';
import { type Asked, Explained } from './Explained';

const GRID =
  'grid grid-cols-[minmax(0,1.5fr)_repeat(3,minmax(0,1fr))] overflow-hidden rounded-card border border-line bg-surface phone:grid-cols-2';
/** Hairlines between tiles: each draws its left and its top one, the outer ones lie outside the box. */
const LINES = 'border-l border-t border-line -ml-px -mt-px';
/** Data older than this are marked as old. */
const STALE_SECONDS = 3600;

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
          <Explain label={label}>
            {(open) => open && <Explained explain={tile.explain} previous={tile.previous} {...asked} />}
          </Explain>
        )
      }
      aside={known.length > 0 && <Age tile={tile} />}
      figures={known.map((value) => figureOf(value))}
      delta={
        tile.delta_percent !== null &&
        known.length > 0 && (
          <Delta percent={tile.delta_percent} good={tile.good} points={tile.key === 'buyout'} />
        )
      }
      base={
        <Base tile={tile} known={known.length > 0} against={first && t(`overview.against.${asked.period}`)} />
      }
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

/** How old the figure is. What the AI costs is counted on this machine, at once. */
function Age({ tile }: { tile: Figure }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const ago = useAgo();
  const seconds = tile.age_seconds;
  if (seconds === null || tile.key === 'ai_cost') return null;
  return (
    <span
      title={t('sync.updated', { ago: ago(seconds) })}
      className={cx(
        'fig inline-flex items-center gap-[3px] text-11 font-normal',
        seconds > STALE_SECONDS ? 'text-warn' : 'text-text-3',
      )}
    >
      <Clock size={12} aria-hidden="true" />
      {formats.duration(seconds)}
    </span>
  );
}

/** What the change is measured against, and what is missing. */
function Base({ tile, known, against }: { tile: Figure; known: boolean; against: string | false }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
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
    !known && missing.length === 0 && t(tile.key === 'buyout' ? 'overview.too_early' : 'overview.no_data'),
    known && before && [worded(before), against].filter(Boolean).join(' '),
    ...missing,
  ].filter(Boolean);
  return parts.join(', ');
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
