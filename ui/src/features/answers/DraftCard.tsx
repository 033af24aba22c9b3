import { BadgeCheck, FileText, Pencil, RotateCcw, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AnswerDetail, Draft } from '../../bindings/types';
import { Button } from '../../components/Button';
import { FactText } from '../../components/Facts';
import { ErrorState } from '../../components/States';
import { Tag } from '../../components/Tag';
import { lengthOf } from '../../lib/spans';
import { useFormats } from '../../lib/use-formats';
import { DraftEditor } from './DraftEditor';
import type { Deciding } from './use-deciding';

type Props = { detail: AnswerDetail; editing: string | null; deciding: Deciding };

/** The answer: published, drafted, being edited, or not there yet. */
export function DraftCard({ detail, editing, deciding }: Props) {
  const { draft, review, row } = detail;
  if (editing !== null) return <DraftEditor detail={detail} text={editing} deciding={deciding} />;
  if (review.published_answer && row.state === 'sent')
    return <Published detail={detail} text={review.published_answer} />;
  if (!draft) return <NoDraft detail={detail} deciding={deciding} />;
  return <Drafted detail={detail} draft={draft} deciding={deciding} />;
}

const BOX = 'overflow-hidden rounded-card border border-line-2';
const HEAD = 'flex flex-wrap items-center gap-2 border-b border-line bg-page px-[14px] py-[9px]';

function Drafted({ detail, draft, deciding }: { detail: AnswerDetail; draft: Draft; deciding: Deciding }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const length = formats.number(lengthOf(draft.text));
  const again = deciding.may && detail.can.regenerate;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a text that holds the focus so that G can mean "write again"
    <div
      role="group"
      aria-label={t('answers.draft')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: G rewrites while the draft has the focus
      tabIndex={0}
      className={BOX}
      onKeyDown={(event) => {
        if (event.code !== 'KeyG' || event.ctrlKey || event.metaKey || !again) return;
        event.preventDefault();
        event.stopPropagation();
        deciding.doRegenerate();
      }}
    >
      <div className={HEAD}>
        <Pencil size={14} aria-hidden="true" />
        <span className="font-medium">{t('answers.draft')}</span>
        <SourceTag source={draft.source} />
        <span className="fig ml-auto text-12 text-text-3">
          {t('answers.length', { n: length, m: formats.number(detail.max_length) })}
        </span>
        <Tag title={t(`language.${draft.language}`)}>{t(`answers.lang.${draft.language}`)}</Tag>
      </div>
      <div className="p-[14px] text-14">
        <FactText draft={draft} />
      </div>
      {deciding.regenerate.error && <ErrorState failure={deciding.regenerate.error} className="pt-0" />}
      {again && (
        <div className="flex items-center border-t border-line px-2 py-[5px]">
          <Button
            look="ghost"
            size="s"
            className="ml-auto"
            kbd="G"
            busy={deciding.regenerate.isPending}
            icon={<RotateCcw size={14} aria-hidden="true" />}
            onClick={deciding.doRegenerate}
          >
            {t('answers.regenerate')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A template is never passed off as AI, nor a person's words. */
export function SourceTag({ source }: { source: Draft['source'] }) {
  const { t } = useTranslation();
  if (source === 'claude') return null;
  return (
    <Tag tone="outline" icon={source === 'template' ? FileText : UserRound}>
      {t(`answers.source.${source}`)}
    </Tag>
  );
}

function Published({ detail, text }: { detail: AnswerDetail; text: string }) {
  const { t } = useTranslation();
  const { draft } = detail;
  return (
    <div className={BOX}>
      <div className={HEAD}>
        <BadgeCheck size={14} className="text-ok" aria-hidden="true" />
        <span className="font-medium">{t('answers.published')}</span>
        {draft && <SourceTag source={draft.source} />}
      </div>
      <div className="whitespace-pre-wrap break-words p-[14px] text-14">
        {draft && draft.text === text ? <FactText draft={draft} /> : text}
      </div>
    </div>
  );
}

function NoDraft({ detail, deciding }: { detail: AnswerDetail; deciding: Deciding }) {
  const { t } = useTranslation();
  const { row, can } = detail;
  return (
    <div className={`${BOX} p-[14px]`}>
      <div className="font-semibold">
        {t(row.state === 'drafting' ? 'answers.drafting' : 'answers.no_draft')}
      </div>
      <p className="text-12 text-text-2">
        {t(row.state === 'drafting' ? 'answers.drafting_why' : 'answers.no_draft_why')}
      </p>
      {deciding.regenerate.error && <ErrorState failure={deciding.regenerate.error} className="px-0 pb-0" />}
      {deciding.may && can.regenerate && (
        <Button
          className="mt-3"
          icon={<Pencil size={16} aria-hidden="true" />}
          busy={deciding.regenerate.isPending}
          onClick={deciding.doRegenerate}
        >
          {t('answers.write')}
        </Button>
      )}
    </div>
  );
}
