import { Link, useNavigate } from '@tanstack/react-router';
import { CircleAlert, Plug, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { useMay, useNow } from '../../backend/session';
import type { Shop } from '../../bindings/types';
import { Card } from '../../components/Card';
import { LinkButton } from '../../components/LinkButton';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { PageHead } from '../../components/PageHead';
import { EmptyState, Loaded } from '../../components/States';
import { Table, Td, Th, Tr } from '../../components/Table';
import { oldestRead } from '../../lib/age';
import { useErrorText } from '../../lib/errors';
import { useAgo } from '../../lib/use-ago';
import { useFormats } from '../../lib/use-formats';
import { ShopJobs } from './ShopJobs';
import { ShopStatus } from './ShopStatus';

/** All connections at a glance; a row opens its passport. */
export function ShopsPage() {
  const { t } = useTranslation();
  const shops = useRead('shops_list', {});
  const may = useMay('shop_connect');
  const add = (
    <LinkButton to="/connect" look="primary" icon={<Plus size={16} aria-hidden="true" />}>
      {t('shops.add')}
    </LinkButton>
  );
  return (
    <div className="mx-auto grid max-w-[1640px] gap-3 p-5 phone:p-4">
      <PageHead title={t('nav.shops')} actions={may && (shops.data?.length ?? 0) > 0 && add}>
        {t('shops.intro')}
      </PageHead>
      <ShopJobs />
      <Card flush>
        <Loaded read={shops}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState icon={Plug} title={t('shops.none')} action={may && add}>
                {t(may ? 'shops.none_why' : 'shops.owner_connects')}
              </EmptyState>
            ) : (
              <ShopTable shops={list} />
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}

function ShopTable({ shops }: { shops: readonly Shop[] }) {
  const { t } = useTranslation();
  return (
    <Table label={t('nav.shops')}>
      <thead>
        <tr>
          <Th>{t('shops.shop')}</Th>
          <Th className="phone:hidden">{t('shops.state_head')}</Th>
          <Th className="narrow:hidden">{t('shops.key_until')}</Th>
          <Th className="phone:hidden">{t('shops.last_sync')}</Th>
          <Th right className="narrow:hidden">
            {t('shops.rows')}
          </Th>
        </tr>
      </thead>
      <tbody>
        {shops.map((shop) => (
          <ShopRow key={shop.id} shop={shop} />
        ))}
      </tbody>
    </Table>
  );
}

function ShopRow({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const name = useMarketplaceName();
  const now = useNow();
  const ago = useAgo();
  const read = oldestRead(shop);
  const open = () => void navigate({ to: '/shops/$id', params: { id: String(shop.id) } });
  return (
    <Tr onClick={open}>
      <Td className="py-[6px]">
        <div className="flex items-center gap-[10px]">
          <MarketplaceMark id={shop.marketplace} />
          <div className="min-w-0">
            <Link
              to="/shops/$id"
              params={{ id: String(shop.id) }}
              onClick={(event) => event.stopPropagation()}
              className="cut block font-medium text-text no-underline hover:underline"
            >
              {shop.name}
            </Link>
            <div className="cut text-12 text-text-3">
              {[name(shop.marketplace), shop.external_name].filter(Boolean).join(' · ')}
            </div>
            <div className="hidden pt-1 phone:block">
              <State shop={shop} />
            </div>
          </div>
        </div>
      </Td>
      <Td className="phone:hidden">
        <State shop={shop} />
      </Td>
      <Td className="fig text-text-2 narrow:hidden">
        {shop.passport?.expires_at
          ? formats.date(shop.passport.expires_at, 'full_date')
          : t('shops.no_expiry')}
      </Td>
      <Td className="fig text-text-2 phone:hidden">
        {read !== null ? ago((now - read) / 1000) : t('sync.never')}
      </Td>
      <Td right className="narrow:hidden">
        {formats.number(shop.feeds.reduce((sum, feed) => sum + feed.rows, 0))}
      </Td>
    </Tr>
  );
}

function State({ shop }: { shop: Shop }) {
  const error = useErrorText();
  return (
    <>
      <ShopStatus state={shop.stopped_at === null ? shop.state : 'paused'} />
      {shop.problem && (
        <div className="mt-[2px] flex items-start gap-1 text-12 text-text-2">
          <CircleAlert size={12} className="mt-[2px]" aria-hidden="true" />
          {error(shop.problem).title}
        </div>
      )}
    </>
  );
}
