import { Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityRow } from '../../bindings/types';
import { actIcon, OUTCOME_LOOK } from '../../components/acts';
import { IconButton } from '../../components/Button';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { Status, Tag } from '../../components/Tag';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';

type Props = {
  row: ActivityRow;
  first: boolean;
  last: boolean;
  open: boolean;
  onOpen: () => void;
  onUndo: (() => void) | undefined;
};

/** One act: when, the verb's icon on the day's thread, whose, what, how it ended, what it cost, whether it can be undone. */
export function ActItem({ row, first, last, open, onOpen, onUndo }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const Icon = actIcon(row.act);
  const own = useRef<HTMLLIElement>(null);
  const { tone, icon } = OUTCOME_LOOK[row.outcome];
  useEffect(() => {
    if (open) own.current?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);
  return (
    <li
      ref={own}
      className={cx(
        'relative grid min-h-[42px] grid-cols-[40px_24px_16px_minmax(0,1fr)_auto_36px] items-center gap-x-[10px] pl-5 pr-4 hover:bg-hover @min-[560px]:grid-cols-[40px_24px_16px_minmax(0,1fr)_120px_76px_64px] phone:min-h-14 phone:grid-cols-[36px_24px_16px_minmax(0,1fr)_auto] phone:px-4 phone:py-2',
        open && 'bg-selected shadow-[inset_2px_0_var(--accent)] hover:bg-selected',
      )}
    >
      <span className="tnum text-12 text-text-3">{formats.date(row.at, 'time')}</span>
      <span className="relative grid h-full place-items-center">
        <span
          aria-hidden="true"
          className={cx('absolute inset-y-0 w-px bg-line', first && 'top-1/2', last && 'bottom-1/2')}
        />
        <span
          className={cx(
            'z-1 grid size-6 place-items-center rounded-full bg-sunken text-text-2 shadow-[0_0_0_3px_var(--bg)] dark:bg-raised',
            open && 'bg-accent text-on-accent shadow-none dark:bg-accent',
          )}
        >
          <Icon size={14} aria-hidden="true" />
        </span>
      </span>
      {row.marketplace ? <MarketplaceMark id={row.marketplace} /> : <span />}
      <div className="min-w-0">
        <button
          type="button"
          aria-current={open ? 'true' : undefined}
          onClick={onOpen}
          className="cut block w-full text-left outline-offset-[-2px] after:absolute after:inset-0 after:content-[''] phone:whitespace-normal!"
        >
          <span className="font-medium">{t([`act.${row.act}`, row.act])}</span>{' '}
          <span className="text-text-2">{row.subject}</span>
        </button>
        <span className="hidden flex-wrap gap-x-2 text-12 phone:flex">
          <Status tone={tone} icon={icon}>
            {t(`activity.outcome.${row.outcome}`)}
          </Status>
          {row.cost && <span className="fig text-text-3">{formats.money(row.cost, 'auto')}</span>}
          {row.actor === 'template' && <span className="text-text-3">{t('activity.template')}</span>}
        </span>
      </div>
      <span className="flex min-w-0 items-center gap-1 phone:hidden">
        <Status tone={tone} icon={icon} className="text-12">
          {t(`activity.outcome.${row.outcome}`)}
        </Status>
      </span>
      <span className="tnum hidden text-right text-12 text-text-3 @min-[560px]:block phone:hidden">
        {row.actor === 'template' ? (
          <Tag tone="outline" title={t('answers.source.template')}>
            {t('activity.template')}
          </Tag>
        ) : (
          row.cost && formats.money(row.cost, 'auto')
        )}
      </span>
      <span className="flex justify-end text-12 text-text-3">
        {onUndo ? (
          <IconButton
            small
            label={t('activity.undo_of', { what: t([`act.${row.act}`, row.act]), subject: row.subject })}
            title={t('common.undo')}
            icon={<Undo2 size={14} aria-hidden="true" />}
            onClick={onUndo}
            className="z-1"
          />
        ) : (
          row.undo !== 'none' &&
          row.undo !== 'possible' && (
            <span className="cut" title={t(`activity.undo_long.${row.undo}`)}>
              {t(`activity.undo_short.${row.undo}`)}
            </span>
          )
        )}
      </span>
    </li>
  );
}
