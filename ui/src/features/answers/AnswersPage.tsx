import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAhead } from '../../backend/decisions';
import { useMay } from '../../backend/session';
import type { AnswerKind } from '../../bindings/types';
import { useKeys } from '../../lib/keys';
import { NARROW, useMedia } from '../../lib/media';
import { AnswerList } from './AnswerList';
import { AnswerPanel } from './AnswerPanel';
import { AnswersHead } from './AnswersHead';
import { useAnswers } from './use-answers';

/** Reviews and questions are one page: queues, the list, the text with its draft, and the certificate. */
export function AnswersPage({ kind }: { kind: AnswerKind }) {
  return <Answering key={kind} kind={kind} />;
}

function Answering({ kind }: { kind: AnswerKind }) {
  const { t } = useTranslation();
  const narrow = useMedia(NARROW);
  const answers = useAnswers(kind, !narrow);
  const may = useMay('answer_approve');
  const ahead = useAhead(answers.rows, answers.queue === 'waiting' && may);
  const search = useRef<HTMLInputElement>(null);
  const { open, show, step } = answers;
  const down = () => step(1);
  const up = () => step(-1);
  const close = () => show(null);
  const find = () => search.current?.focus();
  useKeys({
    ArrowDown: down,
    ArrowUp: up,
    J: down,
    K: up,
    Escape: close,
    Slash: find,
  });
  const covered = narrow && open !== null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {covered && <h1 className="sr-only">{t(kind === 'review' ? 'nav.reviews' : 'nav.questions')}</h1>}
      {!covered && <AnswersHead kind={kind} answers={answers} ahead={ahead} searchBox={search} />}
      <div className="grid min-h-0 flex-1 grid-cols-[304px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)] border-t border-line wide:grid-cols-[352px_minmax(0,1fr)] narrow:grid-cols-1">
        {!covered && (
          <AnswerList
            kind={kind}
            answers={answers}
            ahead={ahead}
            onOpen={(id) => show(id, { push: narrow })}
          />
        )}
        {open !== null && (
          <AnswerPanel
            key={open}
            kind={kind}
            id={open}
            place={answers.ids.indexOf(open)}
            count={answers.total}
            startsEditing={answers.startsEditing}
            onStep={step}
            onDecided={() => answers.goOn(open)}
            onClose={narrow ? () => show(null) : undefined}
          />
        )}
        {open === null && !narrow && (
          <p className="border-l border-line bg-surface p-6 text-text-3">
            {answers.rows.length > 0 && t('answers.choose')}
          </p>
        )}
      </div>
    </div>
  );
}
