import { Pencil } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerDetail } from '../../bindings/types';
import { cx } from '../../lib/cx';
import { lengthOf } from '../../lib/spans';
import { useFormats } from '../../lib/use-formats';
import type { Deciding } from './use-deciding';

/** The draft under the pencil. Ctrl Enter approves what stands here, Esc leaves the draft as it was. */
export function DraftEditor({
  detail,
  text,
  deciding,
}: {
  detail: AnswerDetail;
  text: string;
  deciding: Deciding;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const own = area.current;
    own?.focus();
    own?.setSelectionRange(own.value.length, own.value.length);
  }, []);
  const length = lengthOf(text);
  const over = length > detail.max_length;
  const broken = deciding.approve.error?.detail.rules?.split(',') ?? [];
  return (
    <div className="overflow-hidden rounded-card border border-accent">
      <div className="flex items-center gap-2 border-b border-line bg-page px-[14px] py-[9px]">
        <Pencil size={14} aria-hidden="true" />
        <span className="font-medium">{t('answers.editing')}</span>
        <span className={cx('fig ml-auto text-12 text-text-3', over && 'font-medium text-bad')}>
          {t('answers.length', { n: formats.number(length), m: formats.number(detail.max_length) })}
        </span>
      </div>
      <textarea
        ref={area}
        aria-label={t('answers.editing')}
        aria-invalid={over || broken.length > 0 || undefined}
        value={text}
        rows={Math.min(16, Math.max(6, Math.ceil(length / 70) + 1))}
        onChange={(event) => deciding.setEditing(event.target.value)}
        onKeyDown={(event) => {
          if (event.code === 'Escape') deciding.setEditing(null);
          else if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) deciding.doApprove();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className="block w-full resize-y border-0 bg-surface p-[14px] text-14 outline-offset-[-2px]"
      />
      {broken.length > 0 && (
        <div role="alert" className="border-t border-line bg-bad-soft px-[14px] py-2 text-12 text-bad">
          {t('answers.breaks', { rules: broken.map((rule) => t([`rule.${rule}`, rule])).join('; ') })}
        </div>
      )}
      {detail.draft && detail.draft.facts.length > 0 && (
        <p className="border-t border-line px-[14px] py-2 text-12 text-text-3">{t('answers.edit_hint')}</p>
      )}
    </div>
  );
}
