import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '../lib/cx';

/** What floats beside a control: hairline, shadow, 200 ms. `trigger` is the element that opens it (a Button). */
export function Popover({
  trigger,
  title,
  children,
  side = 'bottom',
  align = 'start',
  open,
  onOpenChange,
  className,
  flush,
}: {
  trigger: ReactElement;
  /** Names the popover for everyone; every popover has one. */
  title: ReactNode;
  children: ReactNode;
  side?: 'top' | 'bottom';
  align?: 'start' | 'center' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  /** Rows run to the edges. */
  flush?: boolean;
}) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className="z-50"
          data-keys="own"
        >
          <Base.Popup
            className={cx(
              'popup max-h-[var(--available-height)] w-[min(360px,calc(100vw-24px))] overflow-auto rounded-card border border-line bg-raised shadow-2 outline-none',
              !flush && 'p-[14px]',
              className,
            )}
          >
            <Base.Title className={cx('text-13 font-semibold', flush && 'px-[14px] pt-3')}>
              {title}
            </Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
