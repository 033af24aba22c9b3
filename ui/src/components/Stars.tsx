import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../lib/cx';

const PLACES = [1, 2, 3, 4, 5];

/** A rating of one to five. One and two are red; colour is not the only sign, the count of filled stars is. */
export function Stars({ rating, className }: { rating: number; className?: string }) {
  const { t } = useTranslation();
  return (
    <span
      role="img"
      aria-label={t('common.stars', { count: rating })}
      className={cx('inline-flex gap-px', rating <= 2 ? 'text-bad' : 'text-text-2', className)}
    >
      {PLACES.map((place) => (
        <Star key={place} size={12} fill={place <= rating ? 'currentColor' : 'none'} aria-hidden="true" />
      ))}
    </span>
  );
}
