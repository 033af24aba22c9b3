import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposals } from '../../backend/proposals';
import { useWrite } from '../../backend/query';
import { useNow } from '../../backend/session';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { ErrorState } from '../../components/States';
import { MEANING, Status } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';
import { Judged } from './Judged';

type Props = { account: number; marketplace: string; onDone?: () => void };

/** A new supply: named, looked at by the rules, agreed to. It can be chosen once the marketplace has made it. */
export function NewSupply({ account, marketplace, onDone }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const marketplaces = useMarketplaceName();
  const propose = useWrite('supply_propose');
  const proposals = useProposals();
  const today = formats.date(new Date(useNow()).toISOString());
  const [name, setName] = useState(() => t('orders.supply_of', { day: today }));
  const [made, setMade] = useState(false);
  const ask = () =>
    proposals.check([() => propose.mutateAsync({ account, supply: null, name: name.trim(), act: 'open' })]);
  const agree = () =>
    proposals.confirm(() => {
      setMade(true);
      onDone?.();
    });
  if (made) {
    return (
      <Status tone="info" icon={MEANING.onTheWay} wrap>
        {t('orders.supply_coming')}
      </Status>
    );
  }
  return (
    <div className="rounded-m bg-sunken px-3 py-3 dark:bg-hover">
      <p className="m-0 mb-2">{t('orders.no_supply', { marketplace: marketplaces(marketplace) })}</p>
      <TextField
        label={t('orders.supply_name')}
        value={name}
        maxLength={128}
        onChange={(event) => {
          proposals.forget();
          setName(event.target.value);
        }}
      />
      {proposals.found && <Judged found={proposals.found} />}
      {proposals.failure && <ErrorState failure={proposals.failure} className="px-0 pb-0" />}
      <Button
        className="mt-3"
        why={name.trim() === '' ? t('orders.supply_name_first') : undefined}
        busy={proposals.checking || proposals.agreeing}
        onClick={proposals.open > 0 ? agree : ask}
      >
        {t(proposals.open > 0 ? 'orders.make_supply' : 'prices.check')}
      </Button>
    </div>
  );
}
