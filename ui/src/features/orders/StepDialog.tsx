import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposals } from '../../backend/proposals';
import { useWrite } from '../../backend/query';
import type { ParcelAct, ParcelRow, ParcelShop } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { ErrorState, Skeleton } from '../../components/States';
import { say } from '../../components/Toast';
import { Judged } from './Judged';
import { MarkFields, marksOf } from './MarkFields';
import { OrdersOf } from './OrdersOf';
import { StepFields } from './StepFields';
import { byShop } from './steps';

type Props = {
  act: ParcelAct;
  rows: readonly ParcelRow[];
  shops: readonly ParcelShop[];
  onClose: () => void;
  /** It was agreed to. */
  onDone: () => void;
};

type Chosen = Record<number, string>;

/** A step of one order or of several: what it needs to know, what the rules say, then a yes. Leaving is no. */
export function StepDialog({ act, rows, shops, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const propose = useWrite('parcels_propose');
  const proposals = useProposals();
  const own = shops.filter((shop) => rows.some((row) => row.account === shop.account));
  const [picked, setPicked] = useState<{ supply: Chosen; reason: Chosen }>({ supply: {}, reason: {} });
  const supply = { ...firstSupplies(own), ...picked.supply };
  const reason = { ...firstReasons(own), ...picked.reason };
  const [marks, setMarks] = useState<Record<string, string>>({});
  const lacking =
    act === 'confirm' && own.some((shop) => shop.supplies !== null && !supply[shop.account])
      ? t('orders.supply_first')
      : act === 'mark' && marksOf(rows, marks) === null
        ? t('orders.marks_first')
        : undefined;
  const asked = JSON.stringify([act, supply, reason, marks]);
  const check = () => {
    if (lacking) return proposals.forget();
    proposals.check(
      [...byShop(rows)].map(
        ([account, of]) =>
          () =>
            propose.mutateAsync({
              account,
              parcels: of.map((row) => row.key),
              act,
              supply: act === 'confirm' ? (supply[account] ?? null) : null,
              reason: act === 'cancel' ? (reason[account] ?? null) : null,
              marks: act === 'mark' ? (marksOf(of, marks) ?? []) : [],
            }),
      ),
    );
  };
  // Whatever is chosen is judged at once; codes are judged when they have all been typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is asked for counts
  useEffect(() => {
    if (act !== 'mark') check();
    else proposals.forget();
  }, [asked]);
  const agree = () =>
    proposals.confirm(() => {
      onDone();
      onClose();
      say({ text: t('orders.agreed') });
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`orders.title.${act}`, { count: rows.length })}
      actions={
        <>
          <Button onClick={onClose} className="phone:flex-1">
            {t(proposals.open > 0 ? 'orders.leave' : 'common.cancel')}
          </Button>
          {act === 'mark' && proposals.open === 0 ? (
            <Button look="primary" why={lacking} busy={proposals.checking} onClick={check}>
              {t('prices.check')}
            </Button>
          ) : (
            <Button
              look={act === 'cancel' ? 'dangerFilled' : 'primary'}
              why={lacking ?? (proposals.found && proposals.open === 0 ? t('orders.refused') : undefined)}
              busy={proposals.checking || proposals.agreeing}
              onClick={agree}
              className="phone:flex-1"
            >
              {t(`orders.yes.${act}`, { count: proposals.open || rows.length })}
            </Button>
          )}
        </>
      }
    >
      <OrdersOf rows={rows} />
      <StepFields
        act={act}
        shops={own}
        supply={supply}
        reason={reason}
        onSupply={(account, key) => setPicked({ ...picked, supply: { ...picked.supply, [account]: key } })}
        onReason={(account, code) => setPicked({ ...picked, reason: { ...picked.reason, [account]: code } })}
      />
      {act === 'mark' && <MarkFields rows={rows} marks={marks} onType={setMarks} />}
      {act === 'cancel' && <p className="m-0 mt-3 text-12 text-text-2">{t('orders.cancel_what')}</p>}
      <div aria-live="polite">
        {proposals.checking && <Skeleton rows={2} className="px-0" />}
        {proposals.found && <Judged found={proposals.found} />}
      </div>
      {proposals.failure && <ErrorState failure={proposals.failure} onRetry={check} className="px-0 pb-0" />}
    </Dialog>
  );
}

/** What is taken where nobody chose: the first of each shop. A supply that was just made is chosen by that. */
const firstSupplies = (shops: readonly ParcelShop[]): Chosen =>
  Object.fromEntries(
    shops.flatMap(({ account, supplies }) => (supplies?.[0] ? [[account, supplies[0].key]] : [])),
  );

const firstReasons = (shops: readonly ParcelShop[]): Chosen =>
  Object.fromEntries(shops.flatMap(({ account, reasons }) => (reasons[0] ? [[account, reasons[0]]] : [])));
