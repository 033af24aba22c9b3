import { useTranslation } from 'react-i18next';
import { Failure } from '../../../backend/failure';
import { useRead } from '../../../backend/query';
import type { Cell, Shop } from '../../../bindings/types';
import { Card } from '../../../components/Card';
import { LinkButton } from '../../../components/LinkButton';
import { Bar } from '../../../components/Progress';
import { EmptyState, ErrorState, Loaded } from '../../../components/States';
import { Status } from '../../../components/Tag';
import { Lacks } from '../Lacks';
import { Matrix } from '../Matrix';
import { Passport } from '../Passport';
import { CELL_LOOK } from '../words';

/** The key is in: what each question to the marketplace answers, before one leaves for the shop. */
export function Checking({ id }: { id: number }) {
  const { t } = useTranslation();
  const shops = useRead('shops_list', {});
  return (
    <Loaded read={shops} rows={6}>
      {(list) => {
        const shop = list.find((one) => one.id === id);
        return shop ? (
          <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.12fr)] items-start gap-3 narrow:grid-cols-1">
            <Answers shop={shop} />
            <Card title={t('shops.passport')} note={shop.passport?.account_label} flush>
              {shop.passport && <Passport passport={shop.passport} />}
              <div className="border-t border-line">
                <Matrix marketplace={shop.marketplace} rows={shop.capabilities} />
              </div>
              <Lacks {...shop} />
            </Card>
          </div>
        ) : (
          <EmptyState icon={CELL_LOOK.failed.icon} title={t('shops.gone')}>
            {t('shops.gone_why')}
          </EmptyState>
        );
      }}
    </Loaded>
  );
}

const OPEN: readonly Cell['state'][] = ['checking', 'queued'];

function Answers({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const asked = shop.capabilities.filter((row) => row.read.state !== 'not_offered');
  const answered = asked.filter((row) => !OPEN.includes(row.read.state));
  const done = shop.state !== 'checking' || answered.length === asked.length;
  const label = t('connect.check');
  return (
    <Card
      title={label}
      note={t('common.n_of_m', { n: answered.length, m: asked.length })}
      flush
      className="flex flex-col"
    >
      <div className="grid gap-3 px-[14px] py-3">
        <Bar value={asked.length > 0 ? answered.length / asked.length : null} label={label} />
        <ul className="m-0 grid list-none gap-[6px] p-0" aria-live="polite">
          {asked.map(({ capability, read }) => {
            const { tone, icon, turns } = CELL_LOOK[read.state];
            return (
              <li key={capability} className="flex items-start gap-3">
                <span className="flex-1">{t([`capability.${capability}`, capability])}</span>
                <Status tone={tone} icon={icon} turns={turns} wrap>
                  {t(`shops.cell.${read.state}`, { detail: read.detail ?? '' }).trim()}
                </Status>
              </li>
            );
          })}
        </ul>
        {shop.problem && <ErrorState failure={new Failure(shop.problem)} className="p-0" />}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-[14px] py-[11px]">
        <LinkButton to="/shops/$id" params={{ id: String(shop.id) } as never} look="primary">
          {t('connect.go_on')}
        </LinkButton>
        <LinkButton to="/connect" search={{ shop: undefined } as never}>
          {t('connect.another')}
        </LinkButton>
        <span className="text-12 text-text-3 phone:w-full">
          {t(done ? 'connect.background' : 'connect.checks_on')}
        </span>
      </div>
    </Card>
  );
}
