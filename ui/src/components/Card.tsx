import type { ReactNode } from 'react';
import { cx } from '../lib/cx';

/** A hairline box. `title` makes it a named region with a head; what is at the right of the head goes in `aside`. */
export function Card({
  title,
  note,
  aside,
  children,
  className,
  flush,
  id,
}: {
  title?: ReactNode;
  note?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
  className?: string;
  /** Rows and tables run to the edges. */
  flush?: boolean;
  /** A place to scroll to. */
  id?: string;
}) {
  return (
    <section id={id} className={cx('min-w-0 rounded-card border border-line bg-surface', className)}>
      {title && (
        <div className="flex min-h-5 items-center gap-2 px-[14px] pt-[11px]">
          <h2 className="cut text-13 font-semibold tracking-[-0.005em]">{title}</h2>
          {note && <span className="cut text-12 text-text-3 phone:hidden">{note}</span>}
          {aside && <span className="ml-auto flex shrink-0 items-center gap-2 text-12">{aside}</span>}
        </div>
      )}
      {flush ? children : <div className="px-[14px] pb-[14px] pt-2">{children}</div>}
    </section>
  );
}
