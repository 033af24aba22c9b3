import { cx } from '../lib/cx';

const MAC = /Mac/i.test(navigator.platform);

/** A key or chord; `Ctrl` reads as ⌘ on a Mac. */
export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-block min-w-[18px] rounded-tag border border-line-2 bg-surface px-[5px] text-center font-sans text-11 font-medium text-text-3 dark:bg-page',
        className,
      )}
    >
      {MAC ? children.replace('Ctrl ', '⌘') : children}
    </span>
  );
}
