import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReportTotal, ReportTotals } from '../../bindings/types';
import { useSaid } from '../../components/said';
import { Table, Td, Th, Tr } from '../../components/Table';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';

/** Totals of the marketplace's own reports against the rows of money here, the latest first. */
export function Reports({ reports }: { reports: ReportTotals[] }) {
  const { t } = useTranslation();
  if (reports.length === 0) return null;
  return (
    <section className="border-t border-line">
      <h3 className="px-[14px] pb-1 pt-[10px] text-12 font-semibold">{t('reconcile.reports')}</h3>
      {reports.map((report) => (
        <Report key={report.report} report={report} />
      ))}
    </section>
  );
}

function Report({ report }: { report: ReportTotals }) {
  const { t } = useTranslation();
  const said = useSaid();
  const formats = useFormats();
  const odd = report.lines.filter((line) => line.why === 'unexplained').length;
  const days = `${formats.date(report.from, 'short_date')} – ${formats.date(report.to, 'short_date')}`;
  return (
    <details open={odd > 0} className="group border-t border-line first-of-type:border-t-0">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-[14px] py-[7px] hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={14}
          className="shrink-0 text-text-3 transition-transform group-open:rotate-90"
          aria-hidden="true"
        />
        <span className="cut min-w-0 flex-1">{said(report.kind)}</span>
        <span className="fig text-12 text-text-3">{days}</span>
        <span className={cx('text-12', odd ? 'font-medium text-warn' : 'text-text-2')}>
          {odd ? t('reconcile.odd', { count: odd }) : t('reconcile.nothing_odd')}
        </span>
      </summary>
      <Lines report={report} label={`${said(report.kind)}, ${days}`} />
    </details>
  );
}

function Lines({ report, label }: { report: ReportTotals; label: string }) {
  const { t } = useTranslation();
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{t('reconcile.line')}</Th>
          <Th right>{t('reconcile.told')}</Th>
          <Th right>{t('reconcile.rows')}</Th>
          <Th>{t('reconcile.why_head')}</Th>
        </tr>
      </thead>
      <tbody>
        {report.lines.map((line) => (
          <Line key={`${line.about} ${line.reported.currency}`} line={line} />
        ))}
      </tbody>
    </Table>
  );
}

function Line({ line: { about, word, reported, rows, why } }: { line: ReportTotal }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const odd = why === 'unexplained' && 'font-medium text-warn';
  const name = `reconcile.about.${about}`;
  return (
    <Tr>
      <Td>{i18n.exists(name) ? t(name) : word || about}</Td>
      <Td right>{formats.money(reported)}</Td>
      <Td right className={cx(odd)}>
        {rows ? formats.money(rows) : <span className="text-text-3">{t('reconcile.no_rows')}</span>}
      </Td>
      <Td className={cx('text-12', odd || 'text-text-2')}>{t(`reconcile.why.${why}`)}</Td>
    </Tr>
  );
}
