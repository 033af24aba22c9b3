import { useNavigate } from '@tanstack/react-router';
import { Eye, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDemoExit } from '../../../backend/demo';
import { useRead, useWrite } from '../../../backend/query';
import { mayCall, useSession } from '../../../backend/session';
import type { MarketplaceView, Session } from '../../../bindings/types';
import { LeaveDemo } from '../../../components/LeaveDemo';
import { PageHead } from '../../../components/PageHead';
import { EmptyState, Loaded } from '../../../components/States';
import { usePainted } from '../../../lib/painted';
import { useAddress, wholeOf } from '../../../lib/search';
import { Checking } from './Checking';
import { DemoCard } from './DemoCard';
import { KeyForm } from './KeyForm';
import { Preview } from './Preview';
import { DEMO, Sources } from './Sources';
import { useInspect } from './use-inspect';

/** First run and "connect a shop": the same page, with or without the rail. */
export function ConnectPage() {
  const { t } = useTranslation();
  const session = useSession();
  const marketplaces = useRead('marketplaces_list', {});
  const first = session.data?.first_run ?? false;
  usePainted('connect', session.data !== undefined && marketplaces.data !== undefined);
  const [address] = useAddress<{ shop: number }>();
  const made = wholeOf(address.shop);
  return (
    <div className="mx-auto grid max-w-[1640px] gap-[13px] px-5 pb-4 pt-[18px] phone:p-4">
      <PageHead title={t(first ? 'connect.title_first' : 'connect.title')}>{t('connect.intro')}</PageHead>
      {made !== null ? (
        <Checking id={made} />
      ) : (
        <Loaded read={marketplaces} rows={6}>
          {(list) => session.data && <Chosen session={session.data} marketplaces={list} />}
        </Loaded>
      )}
    </div>
  );
}

function Chosen({ session, marketplaces }: { session: Session; marketplaces: readonly MarketplaceView[] }) {
  const { t } = useTranslation();
  const exit = useDemoExit();
  const demo = session.counts.shops === 0;
  const [source, setSource] = useState(demo ? DEMO : (marketplaces[0]?.id ?? ''));
  const one = marketplaces.find((view) => view.id === source);
  if (!mayCall(session, 'shop_connect')) {
    return (
      <EmptyState icon={Eye} title={t('shops.owner_connects')}>
        {t('shops.owner_acts')}
      </EmptyState>
    );
  }
  // A real shop beside made-up ones would be answered by the demo's AI.
  if (session.demo) {
    return (
      <EmptyState icon={FlaskConical} title={t('connect.in_demo')} action={<LeaveDemo exit={exit} />}>
        {t('connect.in_demo_what')}
      </EmptyState>
    );
  }
  return (
    <>
      <Sources marketplaces={marketplaces} demo={demo} value={source} onChange={setSource} />
      {/* A change of marketplace makes a new form: a key typed for one never stands in another's. */}
      {one ? <WithKey key={one.id} session={session} marketplace={one} /> : <DemoCard />}
    </>
  );
}

function WithKey({ session, marketplace }: { session: Session; marketplace: MarketplaceView }) {
  const navigate = useNavigate();
  const connect = useWrite('shop_connect');
  const [fields, setFields] = useState<Record<string, string>>({});
  const [name, setName] = useState([session.partner?.name, marketplace.name].filter(Boolean).join(' '));
  const ready = marketplace.fields.every((field) => !field.required || fields[field.name]?.trim());
  const seen = useInspect(marketplace.id, fields, ready);
  const submit = () =>
    connect.mutate(
      { marketplace: marketplace.id, name: name.trim(), fields },
      {
        onSuccess: (shop) => {
          setFields({});
          connect.reset();
          // The frame changes with the first shop: what was made stands in the address, not in this form.
          void navigate({ to: '/connect', search: { shop: shop.id } as never });
        },
      },
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.12fr)] items-start gap-3 narrow:grid-cols-1">
      <KeyForm
        session={session}
        marketplace={marketplace}
        name={name}
        onName={setName}
        fields={fields}
        onField={(field, value) => setFields((old) => ({ ...old, [field]: value }))}
        seen={seen}
        busy={connect.isPending}
        failure={connect.error}
        onSubmit={submit}
      />
      <Preview marketplace={marketplace} passport={seen?.passport ?? null} />
    </div>
  );
}
