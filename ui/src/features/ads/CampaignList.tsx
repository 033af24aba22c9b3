import { Megaphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CampaignRow, Shop } from '../../bindings/types';
import { Gaps } from '../../components/Gaps';
import { ListSection } from '../../components/ListSection';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { EmptyState } from '../../components/States';
import { useSaid } from '../../components/said';
import { Table, Td, Th, Tr } from '../../components/Table';
import { UnderWay } from '../../components/UnderWay';
import { useFormats } from '../../lib/use-formats';
import { rowId } from '../../lib/use-rows';
import { Budget } from './Budget';
import { CampaignStatus } from './CampaignStatus';
import { Share } from './Share';
import type { Ads } from './use-ads';

const HEAD = 'sticky top-0 z-1 border-b-0 bg-page shadow-[inset_0_-1px_var(--line)]';

/** The campaigns of a tab, those that cost most first. */
export function CampaignList({ ads, shops }: { ads: Ads; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  const { pages, rows, open, show, queue } = ads;
  return (
    <ListSection
      label={t('nav.ads')}
      pages={pages}
      empty={rows.length === 0}
      nothing={
        <EmptyState icon={Megaphone} className="px-5" title={t(`ads.empty.${queue}`)}>
          {t('ads.empty.why')}
        </EmptyState>
      }
      gaps={<Gaps shops={shops} capability="ads" />}
    >
      <Table label={t('nav.ads')} className="table-fixed phone:block">
        <thead className="phone:hidden">
          <tr>
            <Th className={`${HEAD} first:pl-5`}>{t('ads.campaign')}</Th>
            <Th right className={`${HEAD} w-[116px]`}>
              {t('ads.spend')}
            </Th>
            <Th right className={`${HEAD} w-[84px]`}>
              {t('ads.orders')}
            </Th>
            <Th right className={`${HEAD} w-[92px]`}>
              {t('ads.drr')}
            </Th>
            <Th right className={`${HEAD} w-[132px] @max-[760px]:hidden`}>
              {t('ads.budget')}
            </Th>
            <Th className={`${HEAD} w-[172px] pl-5 @max-[900px]:hidden`}>{t('prices.state')}</Th>
          </tr>
        </thead>
        <tbody className="phone:block">
          {rows.map((row) => (
            <Campaign
              key={rowId(row)}
              row={row}
              open={rowId(row) === open}
              onOpen={() => show(rowId(row), { push: open === null })}
            />
          ))}
        </tbody>
      </Table>
    </ListSection>
  );
}

function Campaign({ row, open, onOpen }: { row: CampaignRow; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const said = useSaid();
  const { figures } = row;
  const about = [said(row.kind), t('ads.products', { count: row.items, n: formats.number(row.items) })];
  const no = <span className="text-text-3">{t('ads.no_data')}</span>;
  return (
    <Tr
      selected={open}
      className="relative hover:bg-hover phone:grid phone:grid-cols-[minmax(0,1fr)_auto_auto_auto]"
    >
      <Td className="py-[7px] first:pl-5 phone:col-span-4 phone:h-auto phone:border-b-0 phone:pl-4!">
        <div className="flex items-start gap-[10px]">
          <MarketplaceMark id={row.marketplace} className="mt-[2px]" />
          <div className="min-w-0">
            <button
              type="button"
              aria-current={open ? 'true' : undefined}
              onClick={onOpen}
              title={row.name}
              className="cut block w-full text-left font-medium outline-offset-[-2px] after:absolute after:inset-0 after:content-['']"
            >
              {row.name}
            </button>
            <div className="cut text-12 text-text-3">{about.join(' · ')}</div>
            <div className="hidden @max-[900px]:block">
              {row.change ? <UnderWay change={row.change} /> : <CampaignStatus state={row.state} />}
            </div>
          </div>
        </div>
      </Td>
      <Td right className="font-medium phone:h-auto phone:pl-11! phone:text-left">
        {figures?.spend ? formats.money(figures.spend, 'auto') : no}
      </Td>
      <Td right className="phone:hidden">
        {figures?.orders == null ? no : formats.number(figures.orders)}
      </Td>
      <Td right className="phone:h-auto phone:pr-4!">
        <Share figures={figures} />
      </Td>
      <Td right className="text-text-2 @max-[760px]:hidden">
        <Budget row={row} />
      </Td>
      <Td className="pl-5 @max-[900px]:hidden">
        {row.change ? <UnderWay change={row.change} /> : <CampaignStatus state={row.state} />}
      </Td>
    </Tr>
  );
}
