import { useState } from 'react';
import { useMay } from '../../backend/session';
import type { ParcelAct, ParcelRow } from '../../bindings/types';
import { useKeys } from '../../lib/keys';
import { ChosenBar } from './ChosenBar';
import { DocumentList } from './DocumentList';
import { FilesDialog } from './FilesDialog';
import { OrderList } from './OrderList';
import { OrdersHead } from './OrdersHead';
import { StepDialog } from './StepDialog';
import { SupplyList } from './SupplyList';
import { byShop } from './steps';
import { useFiles } from './use-files';
import { parcelKey, useOrders } from './use-orders';
import { WaitingStep } from './WaitingStep';

type Step = { act: ParcelAct; rows: ParcelRow[] };

/** What is to be handed over, the steps towards it, and the papers that go with it. */
export function OrdersPage() {
  const orders = useOrders();
  const files = useFiles();
  const may = {
    step: useMay('parcels_propose'),
    decide: useMay('change_decide'),
    files: useMay('files_get'),
  };
  const [step, setStep] = useState<Step | null>(null);
  const [waiting, setWaiting] = useState<ParcelRow | null>(null);
  const labels = (rows: readonly ParcelRow[]) =>
    files.get(
      [...byShop(rows)].map(([account, own]) => ({
        account,
        wish: { what: 'labels', parcels: own.map((row) => row.key) },
      })),
    );
  const act = (what: ParcelAct, rows: ParcelRow[]) =>
    what === 'label' ? labels(rows) : setStep({ act: what, rows });
  const find = () => orders.searchBox.current?.focus();
  useKeys({ Slash: find });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <OrdersHead orders={orders} />
      {orders.view === 'parcels' && (
        <>
          <ChosenBar orders={orders} may={may} onAct={act} />
          <OrderList
            orders={orders}
            may={may}
            onAct={(what, row) => act(what, [row])}
            onDecide={setWaiting}
          />
        </>
      )}
      {orders.view === 'supplies' && <SupplyList orders={orders} may={may} files={files} />}
      {orders.view === 'documents' && <DocumentList account={orders.account} may={may} files={files} />}
      {step && (
        <StepDialog
          key={step.act + step.rows.map(parcelKey).join()}
          act={step.act}
          rows={step.rows}
          shops={orders.page?.shops ?? []}
          onClose={() => setStep(null)}
          onDone={() => orders.choose(step.rows.map(parcelKey), false)}
        />
      )}
      {waiting?.change && (
        <WaitingStep
          key={waiting.change.id}
          row={waiting}
          change={waiting.change}
          onClose={() => setWaiting(null)}
        />
      )}
      <FilesDialog files={files} shops={orders.page?.shops ?? []} />
    </div>
  );
}
