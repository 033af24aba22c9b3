import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposal } from '../../backend/proposal';
import type { CampaignRow, Money } from '../../bindings/types';
import { TextField } from '../../components/Field';
import { ProposeDialog } from '../../components/ProposeDialog';
import { typable, typedMoney } from '../../lib/amounts';
import { useFormats } from '../../lib/use-formats';
import { likeOf, moneyOf } from './wish';

const ROUBLES: Money = { minor: 0, currency: 'RUB', exponent: 2 };

type Props = { row: CampaignRow; per: string; onClose: () => void };

/** What a campaign may spend, or what is put in. */
export function BudgetDialog({ row, per, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const first = useRef<HTMLInputElement>(null);
  const { check, ...proposal } = useProposal('campaign_propose');
  const now = moneyOf(row, per);
  const like = likeOf(row) ?? ROUBLES;
  const limit = per !== 'in' && now;
  const [text, setText] = useState(limit ? typable(limit, formats.locale === 'en' ? '.' : ',') : '');
  const sum = typedMoney(text, like);
  const why = !sum?.minor
    ? t('prices.not_a_price')
    : limit && sum.minor === limit.minor
      ? t('prices.same')
      : undefined;
  const ask = () =>
    sum &&
    check({ account: row.account, key: row.key, step: { act: 'budget', per, amount_minor: sum.minor } });
  return (
    <ProposeDialog
      title={t(`ads.act.budget_${per}`)}
      description={row.name}
      proposal={proposal}
      why={why}
      onCheck={() => void ask()}
      onClose={onClose}
      focus={first}
      keep={t('ads.keep')}
      confirm={sum && t(`ads.budget_${per}_do`, { sum: formats.money(sum, 'auto') })}
      agreed={t('prices.agreed')}
      refused={t('ads.refused')}
    >
      <TextField
        ref={first}
        label={t(`ads.budget_${per}`)}
        hint={now ? t('prices.now', { price: formats.money(now, 'auto') }) : undefined}
        unit={formats.unit(like.currency)}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        error={text.trim() !== '' && !sum?.minor ? t('prices.not_a_price') : undefined}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          proposal.touch();
          setText(event.target.value);
        }}
      />
    </ProposeDialog>
  );
}
