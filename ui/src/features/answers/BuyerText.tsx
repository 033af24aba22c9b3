import { Camera } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerDetail } from '../../bindings/types';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { OutsideLink } from '../../components/OutsideLink';
import { Stars } from '../../components/Stars';
import { Tag } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';
import { langOf } from './AnswerItem';

/** Which product, on which marketplace. */
export function ProductHead({ detail, aside }: { detail: AnswerDetail; aside: ReactNode }) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  const formats = useFormats();
  const { product, row } = detail;
  const article = product?.article ?? row.listing?.article;
  const about = [
    name(row.marketplace),
    article && t('answers.article', { article }),
    product?.rating && t('answers.product_rating', { rating: formats.number(Number(product.rating)) }),
  ].filter(Boolean);
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-[7px]">
          <h2 className="cut text-13 font-medium">
            {product?.title ?? row.listing?.title ?? t('answers.no_product')}
          </h2>
          {product?.url && (
            <OutsideLink href={product.url}>
              <span className="sr-only">{t('answers.card_of', { marketplace: name(row.marketplace) })}</span>
            </OutsideLink>
          )}
        </div>
        <div className="flex items-center gap-[6px] text-12 text-text-3">
          <MarketplaceMark id={row.marketplace} />
          <span className="cut">{about.join(' · ')}</span>
        </div>
      </div>
      {aside}
    </div>
  );
}

/** The original, in the buyer's language; never translated in place. */
export function BuyerText({ detail }: { detail: AnswerDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { row, review } = detail;
  const { pros, cons } = review;
  return (
    <>
      <div className="mt-4 flex flex-wrap items-center gap-x-2 gap-y-1">
        {row.rating !== null && <Stars rating={row.rating} />}
        <span className="font-medium">{row.author ?? t('answers.no_author')}</span>
        <span className="fig text-12 text-text-3">{formats.date(row.created_at, 'date_time')}</span>
        {review.photos > 0 && (
          <span className="inline-flex items-center gap-1 text-12 text-text-3">
            <Camera size={12} aria-hidden="true" />
            {t('answers.photos', { count: review.photos })}
          </span>
        )}
        {row.language && row.text && (
          <Tag className="ml-auto">
            {`${t(`answers.lang.${row.language}`)} · ${t(`language.${row.language}`)}`}
          </Tag>
        )}
      </div>
      <blockquote
        lang={langOf(row)}
        className="m-0 mt-2 grid gap-2 whitespace-pre-wrap break-words border-l-2 border-line-2 pl-3 text-14"
      >
        {pros && <Part label={t('answers.pros')}>{pros}</Part>}
        {cons && <Part label={t('answers.cons')}>{cons}</Part>}
        {(review.text || (!pros && !cons)) && <p className="m-0">{review.text || t('answers.no_text')}</p>}
      </blockquote>
    </>
  );
}

function Part({ label, children }: { label: string; children: string }) {
  return (
    <p className="m-0">
      <span className="text-12 text-text-3">{label}: </span>
      {children}
    </p>
  );
}
