import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../bindings/types';
import { RuleCount } from '../../components/Rules';
import { Tag } from '../../components/Tag';

/** The end counts as seen a little before it, where zoom rounds the sizes. */
const ALMOST = 4;

type Props = { draft: Draft | null; onWhole: () => void };

/**
 * The chosen row's draft. Nobody approves a text that they do not see: `onWhole` is called once its end was in sight. The
 * height does not follow the text, so that the rows stay under the pointer.
 */
export function DraftPreview({ draft, onWhole }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const told = useRef(false);
  const look = () => {
    const own = box.current;
    if (!own || !draft || told.current) return;
    told.current = own.scrollTop + own.clientHeight >= own.scrollHeight - ALMOST;
    if (told.current) onWhole();
  };
  // Before the paint: a key pressed at the first sight of the text already finds it whole.
  useLayoutEffect(look);
  return (
    <section
      aria-label={t('overview.draft_of_chosen')}
      className="flex flex-1 flex-col border-t border-line bg-page"
    >
      <div className="flex items-center gap-2 px-[14px] pt-2 text-12">
        <span className="font-medium">{t('answers.draft')}</span>
        {draft?.source === 'template' && <Tag tone="outline">{t('answers.source.template')}</Tag>}
        <span className="ml-auto">{draft && <RuleCount rules={draft.verdict.rules} />}</span>
      </div>
      <div
        ref={box}
        onScroll={look}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls takes the focus, so that keys scroll it
        tabIndex={0}
        lang={draft && draft.language !== 'other' ? draft.language : undefined}
        className="h-[108px] flex-auto overflow-y-auto whitespace-pre-wrap break-words px-[14px] pb-2 pt-1 text-12 text-text-2 outline-offset-[-2px]"
      >
        {draft?.text ?? t('common.reading')}
      </div>
    </section>
  );
}
