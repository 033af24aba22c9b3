import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../lib/cx';
import { IconButton } from './Button';

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the safe one first in focus: pass its ref as `focus`. */
  actions?: ReactNode;
  focus?: RefObject<HTMLElement | null>;
  width?: string;
};

/** A question that holds the page. Esc and the scrim mean no. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  actions,
  focus,
  width = 'max-w-[480px]',
}: DialogProps) {
  const { t } = useTranslation();
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Viewport
          className="fixed inset-0 z-50 grid place-items-center overflow-auto p-4"
          data-keys="own"
        >
          <Base.Popup
            initialFocus={focus}
            className={cx(
              'popup w-full rounded-xl border border-line bg-raised shadow-2 outline-none',
              width,
            )}
          >
            <div className="flex items-start gap-3 px-5 pt-4 phone:items-center phone:pr-2 phone:pt-2">
              <Base.Title className="flex-1 text-16 font-semibold">{title}</Base.Title>
              <Base.Close
                render={
                  <IconButton label={t('common.close')} small icon={<X size={16} aria-hidden="true" />} />
                }
              />
            </div>
            {description && (
              <Base.Description className="px-5 pt-1 text-text-2">{description}</Base.Description>
            )}
            <div className="px-5 py-4">{children}</div>
            {actions && (
              <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{actions}</div>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
