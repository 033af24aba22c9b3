import { CircleSlash, Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { rowKey } from '../../backend/decisions';
import type { AnswerDetail, AnswerKind } from '../../bindings/types';
import { Button } from '../../components/Button';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { EmptyState, ErrorState, Skeleton } from '../../components/States';
import { AnswerItem } from './AnswerItem';
import type { Answers } from './use-answers';

type Props = {
  kind: AnswerKind;
  answers: Answers;
  ahead: ReadonlyMap<string, AnswerDetail>;
  onOpen: (id: number) => void;
};

/** The rows of a queue, and below them what an API does not offer. */
export function AnswerList({ kind, answers, ahead, onOpen }: Props) {
  const { t } = useTranslation();
  const { rows, pages, open } = answers;
  const label = t(kind === 'review' ? 'nav.reviews' : 'nav.questions');
  return (
    <section
      className="min-h-0 min-w-0 overflow-y-auto bg-page"
      data-keys="rows"
      aria-label={label}
      aria-busy={pages.isFetching}
    >
      {pages.error && <ErrorState failure={pages.error as never} onRetry={() => void pages.refetch()} />}
      {!pages.data && !pages.error && <Skeleton rows={9} className="px-5 py-4" />}
      {pages.data && rows.length === 0 && <Nothing kind={kind} answers={answers} />}
      {rows.length > 0 && (
        <ul className="m-0 list-none p-0">
          {rows.map((row) => (
            <AnswerItem
              key={row.id}
              row={row}
              open={row.id === open}
              source={ahead.get(rowKey(row))?.draft?.source}
              onOpen={() => onOpen(row.id)}
            />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <div className="px-5 py-3">
          <Button size="s" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </div>
      )}
      <NotOffered kind={kind} ids={pages.data?.pages[0]?.not_offered ?? []} />
    </section>
  );
}

function Nothing({ kind, answers }: { kind: AnswerKind; answers: Answers }) {
  const { t } = useTranslation();
  const { queue, text, rating } = answers;
  if (text || rating !== null) {
    return (
      <EmptyState
        icon={Inbox}
        title={t('answers.nothing_found')}
        className="px-5"
        action={
          <Button
            size="s"
            onClick={() => {
              answers.setText('');
              if (rating !== null) answers.setRating(null);
            }}
          >
            {t('answers.clear_filters')}
          </Button>
        }
      >
        {t('answers.nothing_found_why')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Inbox} title={t(`answers.empty.${queue}`)} className="px-5">
      {t([`answers.empty.${queue}_${kind}_why`, `answers.empty.${queue}_why`])}
    </EmptyState>
  );
}

/** Absence is an answer: said in grey, once, with what is possible instead. */
function NotOffered({ kind, ids }: { kind: AnswerKind; ids: readonly string[] }) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  return ids.map((id) => (
    <p key={id} className="flex items-start gap-[6px] px-5 py-[14px] text-12 text-text-3 phone:px-4">
      <CircleSlash size={14} className="mt-px" aria-hidden="true" />
      <span>{t(`answers.not_offered_${kind}`, { marketplace: name(id) })}</span>
    </p>
  ));
}
