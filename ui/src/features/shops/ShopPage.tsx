import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, RefreshCw, SearchCheck, StoreIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../backend/query';
import { useMay, useNow, useSession } from '../../backend/session';
import type { Shop } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { PageHead } from '../../components/PageHead';
import { EmptyState, ErrorState, Loaded } from '../../components/States';
import { useAgo } from '../../lib/use-ago';
import { Feeds } from './Feeds';
import { Lacks } from './Lacks';
import { Limits } from './Limits';
import { Matrix } from './Matrix';
import { Passport } from './Passport';
import { Reconcile } from './Reconcile';
import { RekeyShop } from './RekeyShop';
import { RemoveShop } from './RemoveShop';
import { ShopJobs } from './ShopJobs';
import { ShopProblem } from './ShopProblem';
import { ShopStatus } from './ShopStatus';
import { Standing } from './Standing';
import { StoppedReading } from './StoppedReading';

/** One connection: what its key may do, what was read and when, what is left of the limits. */
export function ShopPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false });
  const shops = useRead('shops_list', {});
  return (
    <div className="mx-auto grid max-w-[1640px] gap-3 p-5 phone:p-4">
      <Link to="/shops" className="inline-flex w-fit items-center gap-1 text-12 font-medium phone:min-h-11">
        <ChevronLeft size={14} aria-hidden="true" />
        {t('nav.shops')}
      </Link>
      <Loaded read={shops} rows={6}>
        {(list) => {
          const shop = list.find((one) => one.id === Number(id));
          return shop ? (
            <Connection shop={shop} />
          ) : (
            <EmptyState icon={StoreIcon} title={t('shops.gone')}>
              {t('shops.gone_why')}
            </EmptyState>
          );
        }}
      </Loaded>
    </div>
  );
}

function Connection({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const marketplace = useMarketplaceName()(shop.marketplace);
  return (
    <>
      <PageHead
        title={
          <span className="flex items-center gap-[10px]">
            <MarketplaceMark id={shop.marketplace} className="size-5 text-11" />
            <span className="cut">{shop.name}</span>
            <ShopStatus state={shop.state} />
          </span>
        }
        actions={<Actions shop={shop} />}
      >
        {[marketplace, shop.external_name].filter(Boolean).join(' · ')}
      </PageHead>
      <ShopProblem shop={shop} />
      <StoppedReading at={shop.stopped_at} />
      <ShopJobs account={shop.id} />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.12fr)] items-start gap-3 narrow:grid-cols-1">
        <div className="grid gap-3">
          <PassportCard shop={shop} />
          <Card title={t('shops.feeds')} flush>
            {shop.feeds.length > 0 ? (
              <Feeds feeds={shop.feeds} />
            ) : (
              <p className="px-[14px] pb-3 pt-2 text-12 text-text-2">{t('sync.never')}</p>
            )}
          </Card>
          <Standing account={shop.id} />
        </div>
        <div className="grid gap-3">
          <Card
            title={t('shops.matrix')}
            note={t(shop.state === 'failed' ? 'shops.matrix_old' : 'shops.matrix_note')}
            flush
          >
            <Matrix marketplace={shop.marketplace} rows={shop.capabilities} />
          </Card>
          <Reconcile account={shop.id} />
          <Card title={t('shops.limits')} note={t('shops.limits_note')}>
            <Limits limits={shop.limits} />
          </Card>
        </div>
      </div>
    </>
  );
}

function PassportCard({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const ago = useAgo();
  const now = useNow();
  const { passport } = shop;
  const aside = passport && (
    <span className="fig text-text-3">
      {t('shops.checked', { ago: ago((now - Date.parse(passport.checked_at)) / 1000) })}
    </span>
  );
  return (
    <Card title={t('shops.passport')} note={passport?.account_label} aside={aside} flush>
      {passport ? (
        <>
          <Passport passport={passport} />
          <Lacks {...shop} />
        </>
      ) : (
        <p className="px-[14px] pb-3 pt-2 text-12 text-text-2">{t('shops.no_passport')}</p>
      )}
    </Card>
  );
}

function Actions({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const check = useWrite('shop_check');
  const sync = useWrite('shop_sync');
  const may = useMay('shop_sync');
  const [removing, setRemoving] = useState(false);
  const [rekeying, setRekeying] = useState(false);
  const mode = useSession().data?.mode;
  if (!may) return mode === 'engine' && <span className="text-12 text-text-3">{t('shops.owner_acts')}</span>;
  const failure = check.error ?? sync.error;
  return (
    <>
      {failure && <ErrorState failure={failure} className="p-0" />}
      <Button look="ghost" onClick={() => setRemoving(true)}>
        {t('shops.remove')}
      </Button>
      <Button look="ghost" onClick={() => setRekeying(true)}>
        {t('shops.rekey')}
      </Button>
      <Button
        icon={<SearchCheck size={16} aria-hidden="true" />}
        busy={check.isPending}
        onClick={() => check.mutate({ id: shop.id })}
      >
        {t('shops.check')}
      </Button>
      <Button
        icon={<RefreshCw size={16} aria-hidden="true" />}
        busy={sync.isPending}
        onClick={() => sync.mutate({ id: shop.id })}
      >
        {t('shops.sync')}
      </Button>
      <RekeyShop shop={shop} open={rekeying} onClose={() => setRekeying(false)} />
      <RemoveShop shop={shop} open={removing} onClose={() => setRemoving(false)} />
    </>
  );
}
