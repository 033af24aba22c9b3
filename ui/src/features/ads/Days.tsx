import { useTranslation } from 'react-i18next';
import type { CampaignDay } from '../../bindings/types';
import { Table, Td, Th, Tr } from '../../components/Table';
import { useFormats } from '../../lib/use-formats';
import { Share } from './Share';

/** A campaign day by day, the newest first. */
export function Days({ days }: { days: readonly CampaignDay[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (days.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-13 font-semibold">{t('ads.by_day')}</h3>
      <Table label={t('ads.by_day')}>
        <thead>
          <tr>
            <Th className="first:pl-0">{t('ads.day')}</Th>
            <Th right>{t('ads.spend')}</Th>
            <Th right>{t('ads.orders')}</Th>
            <Th right className="last:pr-0">
              {t('ads.drr')}
            </Th>
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map(({ day, figures }) => (
            <Tr key={day}>
              <Td className="h-8 first:pl-0">{formats.date(day, 'short_date')}</Td>
              <Td right className="h-8">
                {figures.spend ? formats.money(figures.spend, 'auto') : '—'}
              </Td>
              <Td right className="h-8">
                {figures.orders == null ? '—' : formats.number(figures.orders)}
              </Td>
              <Td right className="h-8 last:pr-0">
                <Share figures={figures} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
