import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { useMay } from '../../backend/session';
import type { ReturnRow } from '../../bindings/types';
import { mayWrite } from '../../components/Gaps';
import { ListPage } from '../../components/ListPage';
import { useKeys } from '../../lib/keys';
import { rowId } from '../../lib/use-rows';
import { DecideDialog } from './DecideDialog';
import { ReturnList } from './ReturnList';
import { ReturnPanel } from './ReturnPanel';
import { ReturnsHead } from './ReturnsHead';
import { useReturns } from './use-returns';
import { WaitingReturn } from './WaitingReturn';

/** What buyers give back or complain of, until when it is to be decided, and deciding it. */
export function ReturnsPage() {
  const { t } = useTranslation();
  const returns = useReturns();
  const shops = useRead('shops_list', {}).data ?? [];
  const may = { propose: useMay('return_propose'), decide: useMay('change_decide') };
  const [deciding, setDeciding] = useState<ReturnRow | null>(null);
  const { row, show } = returns;
  const find = () => returns.searchBox.current?.focus();
  useKeys({ Slash: find });
  const close = () => setDeciding(null);
  return (
    <>
      <ListPage
        title={t('nav.returns')}
        label={t('returns.panel')}
        head={<ReturnsHead returns={returns} shops={shops} />}
        list={<ReturnList returns={returns} shops={shops} />}
        panel={
          row && (
            <ReturnPanel
              key={rowId(row)}
              row={row}
              may={may}
              offered={mayWrite(shops, row.account, 'returns')}
              onDecide={() => setDeciding(row)}
              onClose={() => show(null)}
            />
          )
        }
      />
      {deciding &&
        (deciding.change ? (
          <WaitingReturn row={deciding} change={deciding.change} onClose={close} />
        ) : (
          <DecideDialog key={rowId(deciding)} row={deciding} onClose={close} />
        ))}
    </>
  );
}
