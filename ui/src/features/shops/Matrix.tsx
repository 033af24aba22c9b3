import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CapabilityState, Cell } from '../../bindings/types';
import { IconButton } from '../../components/Button';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { Popover } from '../../components/Popover';
import { Table, Td, Th, Tr } from '../../components/Table';
import { Status } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';
import { CELL_LOOK } from './words';

/** What this key can do, capability by capability. A row never says "works" before its check has answered. */
export function Matrix({ marketplace, rows }: { marketplace: string; rows: readonly CapabilityState[] }) {
  const { t, i18n } = useTranslation();
  const limitOf = useLimit();
  return (
    <div className="overflow-x-auto">
      <Table label={t('shops.matrix')}>
        <thead>
          <tr>
            <Th>{t('shops.capability')}</Th>
            <Th>{t('shops.read')}</Th>
            <Th>{t('shops.write')}</Th>
            <Th right className="phone:hidden">
              {t('shops.limit')}
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const instead = `shops.instead.${row.capability}`;
            const absent = row.read.state === 'not_offered';
            return (
              <Tr key={row.capability}>
                <Td className="font-medium">
                  <span className="flex items-center gap-1">
                    {t([`capability.${row.capability}`, row.capability])}
                    {absent && i18n.exists(instead) && <Instead text={t(instead)} />}
                  </span>
                </Td>
                <Td>
                  <CellView cell={row.read} marketplace={marketplace} />
                </Td>
                <Td>
                  <CellView cell={row.write} marketplace={marketplace} />
                </Td>
                <Td right className="text-text-2 phone:hidden">
                  {limitOf(row.limit)}
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

const LIMIT = /^([\d ]+?)(?: (SKU))? \/ (s|min|h)$/;

/** `300 / min` of a connector in the language's words. */
function useLimit(): (limit: string | null) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (limit) => {
    const found = limit && LIMIT.exec(limit);
    if (!found) return '—';
    const [, count = '', unit, span] = found;
    const n = formats.number(Number(count.replaceAll(' ', '')));
    return t(`shops.per_word.${[unit, span].filter(Boolean).join('_')}`, { n });
  };
}

function CellView({ cell, marketplace }: { cell: Cell; marketplace: string }) {
  const { t } = useTranslation();
  const name = useMarketplaceName()(marketplace);
  const { tone, icon, turns } = CELL_LOOK[cell.state];
  // What failed is told in English, for logs: a seller is told what happens next.
  const why = cell.state === 'failed' ? t('shops.cell_failed_why') : (cell.detail ?? undefined);
  return (
    <Status tone={tone} icon={icon} turns={turns} wrap title={why}>
      {t(`shops.cell.${cell.state}`, { marketplace: name, detail: cell.detail ?? '' }).trim()}
    </Status>
  );
}

/** Absence is an answer: what is possible instead. */
function Instead({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Popover
      title={t('shops.instead_title')}
      trigger={
        <IconButton small label={t('shops.instead_title')} icon={<Info size={14} aria-hidden="true" />} />
      }
    >
      <p className="mt-1 text-12 text-text-2">{text}</p>
    </Popover>
  );
}
