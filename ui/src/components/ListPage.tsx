import type { ReactNode } from 'react';
import { NARROW, useMedia } from '../lib/media';

type Props = {
  title: string;
  head: ReactNode;
  list: ReactNode;
  /** The chosen row in full; it covers the list where there is no room beside it. */
  panel: ReactNode | null;
  /** What the panel is, for screen readers. */
  label: string;
};

/** A list, and beside it the row that is open. */
export function ListPage({ title, head, list, panel, label }: Props) {
  const narrow = useMedia(NARROW);
  const open = panel !== null;
  const covered = narrow && open;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {covered ? <h1 className="sr-only">{title}</h1> : head}
      <div
        className={
          open && !narrow
            ? 'grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_456px] grid-rows-[minmax(0,1fr)] border-t border-line wide:grid-cols-[minmax(0,1fr)_500px]'
            : 'grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] border-t border-line'
        }
      >
        {!covered && list}
        {open && (
          <section
            aria-label={label}
            className="min-h-0 min-w-0 overflow-y-auto border-l border-line bg-surface narrow:border-l-0"
          >
            {panel}
          </section>
        )}
      </div>
    </div>
  );
}
