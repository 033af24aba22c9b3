import { FileText, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import type { AnswerRow, Draft } from '../../bindings/types';
import { DueTag } from '../../components/Due';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { Stars } from '../../components/Stars';
import { Tag } from '../../components/Tag';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';
import { isOpen, STATE_LOOK } from './looks';

type Props = { row: AnswerRow; open: boolean; source: Draft['source'] | undefined; onOpen: () => void };

/** One review or question in the list: whose, how bad, what it says, until when. */
export function AnswerItem({ row, open, source, onOpen }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const own = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open) own.current?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);
  return (
    <li className="border-b border-line">
      <button
        ref={own}
        type="button"
        onClick={onOpen}
        aria-current={open ? 'true' : undefined}
        className={cx(
          'grid w-full gap-[3px] py-[11px] pl-5 pr-4 text-left outline-offset-[-2px] hover:bg-hover phone:px-4',
          open && 'bg-surface shadow-[inset_2px_0_var(--accent)] hover:bg-surface',
        )}
      >
        <span className="flex min-w-0 items-center gap-[7px]">
          <MarketplaceMark id={row.marketplace} />
          {row.rating !== null && <Stars rating={row.rating} />}
          <span className="cut text-12 text-text-2">{row.listing?.title ?? t('answers.no_product')}</span>
          <span className="fig ml-auto text-12 text-text-3">
            {formats.duration((now - Date.parse(row.created_at)) / 1000)}
          </span>
        </span>
        <span className={cx('cut', open && 'font-medium')} lang={langOf(row)}>
          {row.text || t('answers.no_text')}
        </span>
        <span className="flex min-w-0 flex-wrap gap-[5px]">
          <StateTag row={row} />
          {source === 'template' && (
            <Tag tone="outline" icon={FileText}>
              {t('answers.source.template')}
            </Tag>
          )}
          {row.suspicious && (
            <Tag tone="bad" icon={TriangleAlert}>
              {t('answers.suspicious')}
            </Tag>
          )}
          {row.language && row.language !== 'other' && (
            <Tag title={t(`language.${row.language}`)}>{t(`answers.lang.${row.language}`)}</Tag>
          )}
          {row.topic && <Tag>{t([`topic.${row.topic}`, row.topic])}</Tag>}
        </span>
      </button>
    </li>
  );
}

/** While a decision is open, the time left; afterwards how it stands. */
function StateTag({ row }: { row: AnswerRow }) {
  const { t } = useTranslation();
  const due = row.deadline ?? row.due_at;
  if (isOpen(row) && due && row.state !== 'drafting') return <DueTag at={due} />;
  if (row.state === 'waiting' || row.state === 'unanswered' || row.state === 'draft') return null;
  const { tone, icon } = STATE_LOOK[row.state];
  return (
    <Tag tone={tone} icon={icon}>
      {t(`answers.state.${row.state}`)}
    </Tag>
  );
}

export function langOf({ language }: AnswerRow): string | undefined {
  return language && language !== 'other' ? language : undefined;
}
