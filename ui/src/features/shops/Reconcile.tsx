import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { useNow } from '../../backend/session';
import type { ReconcileTable, Reconciliation } from '../../bindings/types';
import { Card } from '../../components/Card';
import { Loaded } from '../../components/States';
import { Table, Td, Th, Tr } from '../../components/Table';
import { cx } from '../../lib/cx';
import { useAgo } from '../../lib/use-ago';
import { useFormats } from '../../lib/use-formats';
import { Reports } from './Reports';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** What the program counted against the marketplace's own report, and what lies between the two. */
export function Reconcile({ account }: { account: number }) {
  const { t } = useTranslation();
  const now = useNow();
  const day = (ago: number) => new Date(now - ago * DAY_MS).toISOString().slice(0, 10);
  const read = useRead('reconciliation_get', { account, from: day(DAYS), to: day(0) });
  const ago = useAgo();
  const at = read.data?.read_at;
  const aside = at && (
    <span className="fig text-text-3">
      {t('reconcile.read', { ago: ago((now - Date.parse(at)) / 1000) })}
    </span>
  );
  return (
    <Card title={t('reconcile.title')} note={t('reconcile.note', { n: DAYS })} aside={aside} flush>
      <Loaded read={read} rows={4}>
        {(found) => (
          <>
            <Days found={found} />
            <Reports reports={found.reports} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

/** Day by day: what was ordered. */
function Days({ found }: { found: Reconciliation }) {
  const { t } = useTranslation();
  if (!found.offered || !found.read_at) {
    return (
      <p className="px-[14px] pb-3 pt-2 text-12 text-text-2">
        {t(found.offered ? 'reconcile.not_yet' : 'reconcile.not_offered')}
      </p>
    );
  }
  return (
    <>
      {found.tables.map((table) => (
        <Sides key={table.lines[0]?.money.currency} table={table} />
      ))}
      {found.orders_named > 0 && (
        <p className="px-[14px] pb-3 pt-2 text-12 text-text-2">
          {t('reconcile.orders', { found: found.orders_found, named: found.orders_named })}
        </p>
      )}
    </>
  );
}

function Sides({ table }: { table: ReconcileTable }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table label={t('reconcile.title')}>
      <thead>
        <tr>
          <Th>{t('reconcile.line')}</Th>
          <Th right>{t('reconcile.units')}</Th>
          <Th right>{t('reconcile.money')}</Th>
        </tr>
      </thead>
      <tbody>
        {table.lines.map(({ cause, units, money }) => {
          const side = cause === 'sold' || cause === 'reported';
          const odd = cause === 'unexplained' && (units !== 0 || money.minor !== 0);
          return (
            <Tr key={cause}>
              <Td className={cx(side && 'font-medium', odd && 'font-medium text-warn')}>
                {t(`reconcile.cause.${cause}`)}
              </Td>
              <Td right className={cx(side && 'font-medium', odd && 'text-warn')}>
                {`${!side && units > 0 ? '+' : ''}${formats.number(units)}`}
              </Td>
              <Td right className={cx(side && 'font-medium', odd && 'text-warn')}>
                {formats.money(money)}
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
