import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button';
import { Loaded } from './States';

type Props<T> = {
  read: ComponentProps<typeof Loaded<T>>['read'];
  onClose: () => void;
  /** Where the button that closes stands among what is beside it. */
  closeClass?: string;
  /** What was read, with the button that closes. */
  children: (data: T, close: ReactNode) => ReactNode;
};

/** The row that is open, read by itself; it can be closed before it came. */
export function ReadPanel<T>({ read, onClose, closeClass = 'ml-auto', children }: Props<T>) {
  const { t } = useTranslation();
  const close = (
    <IconButton
      small
      label={t('common.close')}
      icon={<X size={14} aria-hidden="true" />}
      onClick={onClose}
      className={closeClass}
    />
  );
  if (read.data) return children(read.data, close);
  return (
    <>
      <div className="flex justify-end px-4 pt-3">{close}</div>
      <Loaded read={read} rows={10}>
        {() => null}
      </Loaded>
    </>
  );
}
