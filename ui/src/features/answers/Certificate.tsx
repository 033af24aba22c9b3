import { CircleAlert, CircleCheck, CircleDot } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerDetail, Draft } from '../../bindings/types';
import { FactList } from '../../components/Facts';
import { RuleCount, RuleList } from '../../components/Rules';
import { modelName } from '../../lib/model';
import { useFormats } from '../../lib/use-formats';

/** What a draft was measured by: rules with values, pack and date, the facts it rests on, model, cost, confidence. */
export function Certificate({ detail, draft }: { detail: AnswerDetail; draft: Draft }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { verdict } = draft;
  const used = [...new Set(draft.spans.map((span) => span.fact))];
  return (
    <>
      {verdict.rules.length > 0 && (
        <section className="border-b border-line pb-[14px]">
          <div className="mb-[7px] flex items-center gap-2">
            <h2 className="text-13 font-semibold">{t('rules.title')}</h2>
            <span className="ml-auto">
              <RuleCount rules={verdict.rules} />
            </span>
          </div>
          <RuleList
            rules={verdict.rules}
            note={t('rules.pack', { pack: verdict.pack, date: formats.date(verdict.pack_date, 'full_date') })}
          />
        </section>
      )}
      <section className="border-b border-line pb-2">
        <h2 className="mb-[3px] text-13 font-semibold">{t('facts.title')}</h2>
        {draft.facts.length > 0 ? (
          <FactList facts={draft.facts} used={used} />
        ) : (
          <p className="m-0 pb-1 text-12 text-text-3">{t('facts.none')}</p>
        )}
      </section>
      <Meta detail={detail} draft={draft} />
    </>
  );
}

function Meta({ detail, draft }: { detail: AnswerDetail; draft: Draft }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { undo_note: note, can } = detail;
  return (
    <dl className="m-0 grid grid-cols-[minmax(0,1fr)] gap-[5px] text-12">
      <Row name={t(draft.source === 'claude' ? 'answers.model' : 'answers.author')}>
        {draft.source === 'claude'
          ? draft.model
            ? modelName(draft.model)
            : '—'
          : t(`answers.source.${draft.source}`)}
      </Row>
      {draft.cost && <Row name={t('answers.cost')}>{formats.money(draft.cost, 'auto')}</Row>}
      {draft.confidence !== null && (
        <Row name={t('answers.confidence')}>
          <Confidence value={draft.confidence} />
        </Row>
      )}
      <Row name={t('answers.written_at')}>{formats.date(draft.created_at, 'date_time')}</Row>
      {(note || can.undo) && (
        <Row name={t('answers.undo')}>{note ? t([`undo.${note}`, note]) : t('answers.undo_possible')}</Row>
      )}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="shrink-0 text-text-3">{name}</dt>
      <dd className="m-0 ml-auto min-w-0 break-words text-right font-medium">{children}</dd>
    </div>
  );
}

/** Low confidence is said in a word and a number, never hidden. The engine counts it in hundredths. */
function Confidence({ value }: { value: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const share = value > 1 ? value / 100 : value;
  const level = share >= 0.85 ? 'high' : share >= 0.7 ? 'middle' : 'low';
  const Icon = { high: CircleCheck, middle: CircleDot, low: CircleAlert }[level];
  return (
    <span className="inline-flex items-center gap-1">
      <Icon size={12} strokeWidth={2} className={level === 'low' ? 'text-warn' : ''} aria-hidden="true" />
      {t(`answers.confidence_${level}`)}, {formats.number(share, 2)}
    </span>
  );
}
