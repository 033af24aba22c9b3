import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { ListingCard } from '../../bindings/types';
import { Dialog } from '../../components/Dialog';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { OutsideLink } from '../../components/OutsideLink';
import { Loaded } from '../../components/States';
import { useFormats } from '../../lib/use-formats';

/** A product as the palette finds it: price, stock, pace, and its page at the marketplace. */
export function ProductDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const read = useRead('listing_get', { id });
  return (
    <Dialog open onClose={onClose} title={read.data?.title ?? t('overview.product')}>
      <Loaded read={read} rows={4}>
        {(product) => <Facts product={product} />}
      </Loaded>
    </Dialog>
  );
}

function Facts({ product }: { product: ListingCard }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { stock } = product;
  const days = stock && (stock.level === 'out' ? t('overview.out') : stock.days_left);
  const facts = [
    [t('overview.shop'), product.shop],
    [t('overview.article'), product.article],
    [t('overview.price'), product.price ? formats.money(product.price, 'auto') : '—'],
    [t('figure.stock'), stock ? formats.number(stock.quantity) : t('overview.no_stock')],
    [t('figure.pace'), stock ? formats.number(Number(stock.per_day)) : '—'],
    [t('figure.days'), days === null ? t('overview.thin') : String(days)],
  ];
  return (
    <>
      <dl className="m-0 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-text-3">{name}</dt>
            <dd className="tnum m-0 break-words text-right font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="m-0 mt-4 flex items-center gap-2">
        <MarketplaceMark id={product.marketplace} />
        {product.url && <OutsideLink href={product.url}>{t('overview.product_page')}</OutsideLink>}
      </p>
    </>
  );
}
