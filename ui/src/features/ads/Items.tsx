import { Pencil, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CampaignActs, CampaignDetail, CampaignItem } from '../../bindings/types';
import { IconButton } from '../../components/Button';
import { useSaid } from '../../components/said';
import { useBid } from './bid';
import type { Wish } from './wish';

type Props = {
  detail: CampaignDetail;
  acts: CampaignActs | undefined;
  onWish: (wish: Wish) => void;
};

/** What a campaign advertises, and what is offered for it. */
export function Items({ detail: { row, items }, acts, onWish }: Props) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  const may = row.state === 'ended' ? undefined : acts;
  return (
    <section>
      <h3 className="mb-1 text-13 font-semibold">{t('ads.items')}</h3>
      <ul className="m-0 list-none divide-y divide-line rounded-m border border-line p-0">
        {items.map((item) => (
          <Item key={`${item.listing_key} ${item.placement}`} item={item} acts={may} onWish={onWish} />
        ))}
      </ul>
    </section>
  );
}

function Item({ item, acts, onWish }: { item: CampaignItem } & Omit<Props, 'detail'>) {
  const { t } = useTranslation();
  const said = useSaid();
  const shown = useBid();
  return (
    <li className="flex items-center gap-2 px-3 py-[7px]">
      <div className="min-w-0 flex-1">
        <div className="cut" title={item.title}>
          {item.title}
        </div>
        {item.placement && <div className="text-12 text-text-3">{said(item.placement)}</div>}
      </div>
      <span className="fig font-medium">
        {item.bid ? shown(item.bid) : <span className="font-normal text-text-3">{t('ads.no_bid')}</span>}
      </span>
      {acts?.bid && item.bid && (
        <IconButton
          small
          label={t('ads.bid_of', { title: item.title })}
          title={t('ads.act.bid')}
          icon={<Pencil size={14} aria-hidden="true" />}
          onClick={() => onWish({ kind: 'bid', item, out: false })}
        />
      )}
      {acts?.take_out && item.bid && (
        <IconButton
          small
          label={t('ads.out_of', { title: item.title })}
          title={t('ads.act.take_out')}
          icon={<X size={14} aria-hidden="true" />}
          onClick={() => onWish({ kind: 'bid', item, out: true })}
        />
      )}
    </li>
  );
}
