import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { FigureExplanation, FigureValue, Period, PeriodDays } from '../../bindings/types';
import { ExplainLines, useFigure } from '../../components/Explain';
import { ErrorState, Skeleton } from '../../components/States';

/** What a page's figures are about. */
export type Asked = { period: Period; account: number | null; days: PeriodDays };

type Props = Asked & { explain: string; previous?: readonly FigureValue[] };

/** Where a figure comes from, asked only when it is opened: lines that add up, what it is set against, its age, its rows. */
export function Explained({ explain, period, account, days, previous = [] }: Props) {
  const { t } = useTranslation();
  const say = useFigure();
  const read = useRead('figure_explain', { explain, period, account });
  if (read.error && !read.data)
    return <ErrorState failure={read.error} onRetry={() => void read.refetch()} className="px-0" />;
  if (!read.data) return <Skeleton rows={3} className="px-0" />;
  return (
    <ExplainLines figure={read.data}>
      {previous.length > 0 && (
        <p className="flex gap-4 text-text-3">
          <span>{t('figure.before', { base: t(`overview.against.${period}`) })}</span>
          <span className="tnum ml-auto text-right">
            {previous.map((value) => (
              <span key={value.money?.currency ?? value.unit} className="block whitespace-nowrap">
                {say(value)}
              </span>
            ))}
          </span>
        </p>
      )}
      {explain === 'answered' && <Rows figure={read.data} days={days} />}
    </ExplainLines>
  );
}

/** The answers themselves: those of the period, by kind. */
function Rows({ figure, days }: { figure: FigureExplanation; days: PeriodDays }) {
  const { t } = useTranslation();
  const countOf = (label: string) => figure.lines.find((line) => line.label === label)?.value.number ?? 0;
  const search = { queue: 'sent', from: days.from, to: days.to } as never;
  const kinds = [
    { to: '/reviews', text: 'overview.open_reviews', count: countOf('figure.reviews') },
    { to: '/questions', text: 'overview.open_questions', count: countOf('figure.questions') },
  ];
  return kinds
    .filter(({ count }) => count > 0)
    .map(({ to, text, count }) => (
      <Link key={to} to={to} search={search} className="justify-self-start font-medium phone:min-h-11">
        {t(text, { count })}
      </Link>
    ));
}
