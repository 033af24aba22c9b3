import { useTranslation } from 'react-i18next';
import type { AdFigures } from '../../bindings/types';
import { useFormats } from '../../lib/use-formats';

/** Spend in percent of what it brought; "no data" where the marketplace does not tell. */
export function Share({ figures }: { figures: AdFigures | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (figures?.share == null) return <span className="text-text-3">{t('ads.no_data')}</span>;
  return <span className="fig">{formats.percent(Math.round(figures.share / 10) / 10)}</span>;
}
