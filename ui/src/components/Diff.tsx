import { useTranslation } from 'react-i18next';
import { diffWords } from '../lib/diff';

/** The old text with what went struck out; the new one with what came underlined. Words, not letters, and never colour alone. */
export function useDiff(before: string, after: string) {
  const { t } = useTranslation();
  const found = diffWords(before, after);
  const draw = (which: 'before' | 'after') => {
    let at = 0;
    return found[which].map((part) => {
      const key = at;
      at += part.text.length;
      if (!part.changed) return <span key={key}>{part.text}</span>;
      return which === 'before' ? (
        <del key={key} className="rounded-[3px] bg-del px-[2px] decoration-bad">
          <span className="sr-only">{t('diff.removed')} </span>
          {part.text}
        </del>
      ) : (
        <ins
          key={key}
          className="rounded-[3px] bg-ins px-[2px] no-underline shadow-[inset_0_-1.5px_var(--ok)]"
        >
          <span className="sr-only">{t('diff.added')} </span>
          {part.text}
        </ins>
      );
    });
  };
  return { before: draw('before'), after: draw('after') };
}
