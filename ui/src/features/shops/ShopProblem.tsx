import { KeyRound, SearchCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../backend/failure';
import { useWrite } from '../../backend/query';
import { useMay } from '../../backend/session';
import type { Code, Shop } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { useMarketplace } from '../../components/MarketplaceMark';
import { OutsideLink } from '../../components/OutsideLink';
import { ErrorState } from '../../components/States';
import { RekeyShop } from './RekeyShop';

const BY_A_KEY: readonly Code[] = ['unauthorised_key', 'expired_key', 'test_key', 'missing_scope'];
const IN_THE_CABINET: readonly Code[] = ['blocked_company', 'needs_subscription'];

/** What is wrong with the account as such, and what mends it. */
export function ShopProblem({ shop }: { shop: Shop }) {
  if (!shop.problem) return null;
  return (
    <Card flush>
      <ErrorState failure={new Failure(shop.problem)} className="pb-2" />
      <Mend shop={shop} code={shop.problem.code} />
    </Card>
  );
}

function Mend({ shop, code }: { shop: Shop; code: Code }) {
  const may = useMay('shop_rekey');
  if (!may) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-[14px] pb-[14px]">
      {BY_A_KEY.includes(code) ? <Rekey shop={shop} /> : <Ask shop={shop} />}
      {IN_THE_CABINET.includes(code) && <Cabinet marketplace={shop.marketplace} />}
    </div>
  );
}

function Rekey({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" icon={<KeyRound size={16} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('shops.rekey')}
      </Button>
      <RekeyShop shop={shop} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

/** The marketplace is asked again by itself, and at once for whoever has just mended it. */
function Ask({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const check = useWrite('shop_check');
  return (
    <Button
      icon={<SearchCheck size={16} aria-hidden="true" />}
      busy={check.isPending}
      onClick={() => check.mutate({ id: shop.id })}
    >
      {t('shops.check_again')}
    </Button>
  );
}

function Cabinet({ marketplace }: { marketplace: string }) {
  const { t } = useTranslation();
  const known = useMarketplace(marketplace);
  return known ? <OutsideLink href={known.key_url}>{t('connect.open_cabinet')}</OutsideLink> : null;
}
