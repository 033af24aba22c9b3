import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { isConfident, READ_AHEAD, useDecisions } from '../../backend/decisions';
import { useRead } from '../../backend/query';
import { useMay } from '../../backend/session';
import type { AnswerDetail, AnswerKind } from '../../bindings/types';
import { Button } from '../../components/Button';
import { SearchBox } from '../../components/Field';
import { Select } from '../../components/Select';
import { Tabs } from '../../components/Tabs';
import { Tag } from '../../components/Tag';
import { say } from '../../components/Toast';
import { useAccount } from '../../lib/account';
import { useErrorText } from '../../lib/errors';
import { useFormats } from '../../lib/use-formats';
import type { Answers, QUEUES } from './use-answers';

const ORDER = [
  'unanswered',
  'draft',
  'waiting',
  'sent',
  'rejected',
] as const satisfies readonly (typeof QUEUES)[number][];
const STARS = [1, 2, 3, 4, 5];

type Props = {
  kind: AnswerKind;
  answers: Answers;
  ahead: ReadonlyMap<string, AnswerDetail>;
  searchBox: RefObject<HTMLInputElement | null>;
};

/** Title, filters, "approve all confident" and the queues with their counts. */
export function AnswersHead({ kind, answers, ahead, searchBox }: Props) {
  const { t } = useTranslation();
  const counts = answers.pages.data?.pages[0]?.counts;
  return (
    <header className="shrink-0 px-5 pt-4 phone:px-4">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-20 font-semibold tracking-[-0.015em]">
          {t(kind === 'review' ? 'nav.reviews' : 'nav.questions')}
        </h1>
        <SearchBox
          ref={searchBox}
          label={t('answers.search')}
          icon={<Search size={14} aria-hidden="true" />}
          value={answers.text}
          onChange={(event) => answers.setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.code !== 'Escape') return;
            event.stopPropagation();
            answers.setText('');
            event.currentTarget.blur();
          }}
          className="h-[26px] w-[200px] text-12 phone:w-full"
        />
        {kind === 'review' && (
          <Select
            look="chip"
            label={t('answers.rating')}
            value={String(answers.rating ?? '')}
            options={[
              { value: '', label: t('common.all') },
              ...STARS.map((count) => ({ value: String(count), label: t('common.stars', { count }) })),
            ]}
            onChange={(next) => answers.setRating(next ? Number(next) : null)}
          />
        )}
        <Days answers={answers} />
        <Confident kind={kind} ahead={ahead} more={(counts?.waiting ?? 0) > READ_AHEAD} />
      </div>
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <Tabs
            label={t('answers.queues')}
            value={answers.queue}
            items={ORDER.map((value) => ({
              value,
              label: t(`answers.queue.${value}`),
              count: counts?.[value],
            }))}
            onChange={answers.setQueue}
          />
        </div>
        {answers.queue === 'waiting' && <OtherKind kind={kind} />}
      </div>
    </header>
  );
}

/** Only what was answered on some days is shown: said, with the way back to all of it. */
function Days({ answers: { days, allDays } }: { answers: Answers }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!days) return null;
  const [from, to] = [formats.date(days.from), formats.date(days.to)];
  return (
    <span className="inline-flex items-center gap-1 text-12">
      <Tag>{t(from === to ? 'answers.sent_on' : 'answers.sent_between', { from, to })}</Tag>
      <Button look="ghost" size="s" onClick={allDays}>
        {t('answers.all_days')}
      </Button>
    </span>
  );
}

/** Decisions of the other kind wait too: they must not be forgotten behind a second page. */
function OtherKind({ kind }: { kind: AnswerKind }) {
  const { t } = useTranslation();
  const account = useAccount();
  const other = kind === 'review' ? 'question' : 'review';
  const args = {
    kind: other,
    queue: 'waiting',
    account,
    rating: null,
    search: null,
    answered_from: null,
    answered_to: null,
    after: null,
    limit: 1,
  } as const;
  const count = useRead('answers_list', args).data?.counts.waiting ?? 0;
  if (count === 0) return null;
  return (
    <Link
      to={other === 'question' ? '/questions' : '/reviews'}
      className="shrink-0 text-12 font-medium no-underline hover:underline phone:hidden"
    >
      {t(`answers.also_${other}`, { count })}
    </Link>
  );
}

function Confident({
  kind,
  ahead,
  more,
}: {
  kind: AnswerKind;
  ahead: ReadonlyMap<string, AnswerDetail>;
  /** More rows wait than were read ahead. */
  more: boolean;
}) {
  const { t } = useTranslation();
  const account = useAccount();
  const may = useMay('answers_approve_confident');
  const error = useErrorText();
  const { confident } = useDecisions();
  const count = [...ahead.values()].filter(isConfident).length;
  if (!may || (count === 0 && !confident.error)) return null;
  return (
    <>
      {confident.error && (
        <span role="alert" className="text-12 text-bad">
          {error(confident.error).title}
        </span>
      )}
      <Button
        size="s"
        busy={confident.isPending}
        onClick={() =>
          confident.mutate(
            { kind, account },
            { onSuccess: ({ approved }) => say({ text: t('answers.approved_many', { count: approved }) }) },
          )
        }
      >
        {t('answers.approve_confident', { n: more ? `${count}+` : count })}
      </Button>
    </>
  );
}
