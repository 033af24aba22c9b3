import { CircleSlash, Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CapabilityState, Cell, Shop } from '../bindings/types';
import { useAccount } from '../lib/account';
import { useMarketplaceName } from './MarketplaceMark';

/** What has not been refused: it works, or is being looked at. */
const MAY: readonly Cell['state'][] = ['works', 'checking', 'queued'];

function lineOf(shop: Shop, capability: string): CapabilityState | undefined {
  return shop.capabilities.find((one) => one.capability === capability);
}

/** Whether a shop lets something be changed with its present key. Of a shop that is not read yet nothing is denied. */
export function mayWrite(shops: readonly Shop[], account: number, capability: string): boolean {
  const shop = shops.find((one) => one.id === account);
  if (!shop) return true;
  const line = lineOf(shop, capability);
  return line !== undefined && MAY.includes(line.write.state);
}

type Gap = { shop: Shop; cell: Cell; words: 'read' | 'write' };
type Props = { shops: readonly Shop[]; capability: string };

/** What the shops' APIs or keys do not let us do, in words with the reason. Absence is an answer, said once and in grey. */
export function Gaps({ shops, capability }: Props) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  const account = useAccount();
  const found = shops.flatMap((shop): Gap[] => {
    const line = lineOf(shop, capability);
    if (account !== null && shop.id !== account) return [];
    const cell = line?.read ?? ({ state: 'not_offered', detail: null } satisfies Cell);
    if (!MAY.includes(cell.state)) return [{ shop, cell, words: 'read' }];
    return line && !MAY.includes(line.write.state) ? [{ shop, cell: line.write, words: 'write' }] : [];
  });
  return found.map(({ shop, cell, words }) => {
    const Icon = words === 'write' ? Eye : CircleSlash;
    const why = t(`shops.cell.${cell.state}`, {
      marketplace: name(shop.marketplace),
      detail: cell.detail ?? '',
    });
    return (
      <p
        key={shop.id}
        className="m-0 flex items-start gap-[6px] px-5 py-[10px] text-12 text-text-3 phone:px-4"
      >
        <Icon size={14} className="mt-px" aria-hidden="true" />
        <span>
          {shop.name}: {t(`gaps.${words}.${capability}`)} ({why.trim()})
        </span>
      </p>
    );
  });
}
