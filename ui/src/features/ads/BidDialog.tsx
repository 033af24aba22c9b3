import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposal } from '../../backend/proposal';
import type { Bid, CampaignItem, CampaignRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { ProposeDialog } from '../../components/ProposeDialog';
import { typable, typedMoney } from '../../lib/amounts';
import { useFormats } from '../../lib/use-formats';
import { bidUnits, useBid } from './bid';
import { Signals } from './Signals';

type Props = { row: CampaignRow; item: CampaignItem; out: boolean; onClose: () => void };

/** What is offered for a listing; `out` takes it out of the campaign. */
export function BidDialog({ row, item, out, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const shown = useBid();
  const first = useRef<HTMLInputElement>(null);
  const { check, ...proposal } = useProposal('campaign_propose');
  const now = item.bid ?? { money: null, share: 0 };
  const like = bidUnits(now);
  const point = formats.locale === 'en' ? '.' : ',';
  const [text, setText] = useState(typable(like, point));
  const typed = typedMoney(text, like);
  const bid: Bid = now.money ? { money: typed, share: null } : { money: null, share: typed?.minor ?? null };
  const { listing_key, placement } = item;
  const ask = useRef((wanted: number | null) =>
    check({
      account: row.account,
      key: row.key,
      step: { act: 'bid', listing_key, placement, bid: wanted },
    }),
  );
  useEffect(() => {
    if (out) ask.current(null);
  }, [out]);
  const why = out
    ? undefined
    : !typed?.minor
      ? t('ads.not_a_bid')
      : typed.minor === like.minor
        ? t('prices.same')
        : undefined;
  const fill = ({ money, share }: Bid) => {
    proposal.forget();
    setText(typable({ ...like, minor: money?.minor ?? share ?? 0 }, point));
    first.current?.focus();
  };
  const nearest = Number(proposal.found?.nearest ?? Number.NaN);
  const near: Bid = now.money
    ? { money: { ...like, minor: nearest }, share: null }
    : { money: null, share: nearest };
  return (
    <ProposeDialog
      title={t(out ? 'ads.act.take_out' : 'ads.act.bid')}
      description={item.title}
      proposal={proposal}
      why={why}
      onCheck={() => ask.current(out ? null : (typed?.minor ?? null))}
      onClose={onClose}
      focus={first}
      keep={t('ads.keep')}
      confirm={out ? t('ads.take_out_do') : typed && t('ads.bid_do', { to: shown(bid), from: shown(now) })}
      agreed={t('prices.agreed')}
      refused={t('ads.refused')}
      instead={
        !out &&
        Number.isFinite(nearest) && (
          <Nearest marketplace={row.marketplace} text={shown(near)} onFill={() => fill(near)} />
        )
      }
    >
      {out ? (
        <p className="m-0 text-text-2">{t('ads.take_out_what')}</p>
      ) : (
        <>
          <TextField
            ref={first}
            label={t('ads.new_bid')}
            hint={t('prices.now', { price: shown(now) })}
            unit={now.money ? formats.unit(like.currency) : '%'}
            inputMode="decimal"
            autoComplete="off"
            value={text}
            error={text.trim() !== '' && !typed?.minor ? t('ads.not_a_bid') : undefined}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              proposal.touch();
              setText(event.target.value);
            }}
          />
          <Signals signals={item.signals.filter((one) => !one.bid.money === !now.money)} onFill={fill} />
        </>
      )}
    </ProposeDialog>
  );
}

/** The nearest bid that would be taken. */
function Nearest({ marketplace, text, onFill }: { marketplace: string; text: string; onFill: () => void }) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-m bg-sunken px-3 py-2 dark:bg-hover">
      <span>{t('prices.nearest', { marketplace: name(marketplace), price: text })}</span>
      <Button size="s" className="ml-auto phone:ml-0" onClick={onFill}>
        {t('prices.fill', { price: text })}
      </Button>
    </div>
  );
}
