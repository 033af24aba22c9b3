import { useTranslation } from 'react-i18next';
import type { AdFigures } from '../../bindings/types';
import { useFormats } from '../../lib/use-formats';
import { Share } from './Share';

/** What a campaign cost and brought; what is not told says so. */
export function Figures({ figures }: { figures: AdFigures | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const money = (sum: AdFigures['spend']) => (sum ? formats.money(sum, 'auto') : null);
  const count = (value: number | null | undefined) => (value == null ? null : formats.number(value));
  const cells: [string, string | null][] = [
    ['spend', money(figures?.spend ?? null)],
    ['revenue', money(figures?.revenue ?? null)],
    ['orders', count(figures?.orders)],
    ['clicks', count(figures?.clicks)],
    ['views', count(figures?.views)],
  ];
  return (
    <dl className="m-0 grid grid-cols-3 overflow-hidden rounded-m border border-line [&>div]:border-line">
      {cells.map(([name, value]) => (
        <Cell key={name} label={t(`ads.${name}`)}>
          {value ?? <span className="text-13 font-normal text-text-3">{t('ads.no_data')}</span>}
        </Cell>
      ))}
      <Cell label={t('ads.drr')}>
        <Share figures={figures} />
      </Cell>
    </dl>
  );
}

function Cell({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="-mb-px -mr-px min-w-0 border-b border-r px-3 pb-2 pt-[6px]">
      <dt className="cut text-12 text-text-3">{label}</dt>
      <dd className="fig m-0 break-words font-semibold">{children}</dd>
    </div>
  );
}
