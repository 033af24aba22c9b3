import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from '../lib/cx';
import { MarketplaceMark } from './MarketplaceMark';

type Props = {
  marketplace: string;
  /** What it is about; pressing it opens the row. */
  title: string;
  /** Below the title. */
  children?: ReactNode;
  /** At the right, on a phone below. */
  aside?: ReactNode;
  open: boolean;
  onOpen: () => void;
};

/** One row of a list with a panel: whose, what, and what matters of it at the right. */
export function ListRow({ marketplace, title, children, aside, open, onOpen }: Props) {
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) own.current?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);
  return (
    <li
      ref={own}
      className={cx(
        'relative grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-[10px] border-b border-line py-[9px] pl-5 pr-4 hover:bg-hover phone:px-4',
        open && 'bg-selected shadow-[inset_2px_0_var(--accent)] hover:bg-selected',
      )}
    >
      <MarketplaceMark id={marketplace} className="mt-[2px]" />
      <div className="min-w-0">
        <button
          type="button"
          aria-current={open ? 'true' : undefined}
          onClick={onOpen}
          title={title}
          className="cut block w-full text-left font-medium outline-offset-[-2px] after:absolute after:inset-0 after:content-['']"
        >
          {title}
        </button>
        {children}
      </div>
      <div className="flex flex-col items-end gap-[3px] text-right">{aside}</div>
    </li>
  );
}
