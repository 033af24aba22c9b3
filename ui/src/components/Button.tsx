import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from '../lib/cx';
import { Kbd } from './Kbd';

export const buttonLook = cva(
  'relative inline-flex items-center justify-center whitespace-nowrap rounded-m border font-medium no-underline transition-colors duration-[120ms] phone:min-h-11',
  {
    variants: {
      look: {
        primary: 'border-transparent bg-accent text-on-accent shadow-1 hover:bg-accent-hover',
        secondary:
          'border-line-2 bg-surface text-text shadow-1 hover:bg-hover dark:bg-raised dark:hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-text-2 hover:bg-hover hover:text-text',
        danger: 'border-bad/40 bg-surface text-bad hover:bg-bad-soft dark:bg-raised',
        dangerFilled: 'border-transparent bg-bad text-surface hover:opacity-90 dark:text-page',
      },
      size: {
        m: 'h-8 gap-[7px] px-3 text-13',
        s: 'h-[26px] gap-[5px] px-[9px] text-12',
        icon: 'size-8 p-0 phone:min-w-11',
        iconS: 'size-[26px] p-0 phone:min-w-11',
      },
      off: {
        true: 'cursor-default border-line bg-sunken text-text-3 shadow-none hover:bg-sunken hover:text-text-3 dark:bg-sunken dark:hover:bg-sunken',
      },
    },
    defaultVariants: { look: 'secondary', size: 'm' },
  },
);

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> &
  Pick<VariantProps<typeof buttonLook>, 'look' | 'size'> & {
    /** Work is under way: keeps its width, shows a turning ring, ignores presses. */
    busy?: boolean;
    disabled?: boolean;
    /** Why it is disabled. Such a button stays focusable and says so. */
    why?: string;
    kbd?: string;
    icon?: ReactNode;
    ref?: Ref<HTMLButtonElement>;
  };

export function Button({
  look,
  size,
  busy,
  disabled,
  why,
  kbd,
  icon,
  className,
  children,
  onClick,
  type = 'button',
  title,
  ...rest
}: ButtonProps) {
  const off = disabled || why !== undefined;
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={off || busy || undefined}
      aria-busy={busy || undefined}
      disabled={disabled && why === undefined}
      title={why ?? title}
      aria-description={why}
      onClick={off || busy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonLook({ look, size, off }), className)}
    >
      <span className={cx('contents', busy && '[&>*]:opacity-0')}>
        {icon}
        {children !== undefined && <span>{children}</span>}
        {kbd && (
          <Kbd
            className={cx(
              'phone:hidden',
              look === 'primary' && 'border-transparent bg-on-accent/10 text-on-accent dark:bg-on-accent/15',
            )}
          >
            {kbd}
          </Kbd>
        )}
      </span>
      {busy && <LoaderCircle size={14} className="spin absolute" aria-hidden="true" />}
    </button>
  );
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'size'> & { label: string; small?: boolean };

/** A button that is only an icon; its name is required. */
export function IconButton({ label, small, look = 'ghost', title, ...rest }: IconButtonProps) {
  return (
    <Button {...rest} look={look} size={small ? 'iconS' : 'icon'} aria-label={label} title={title ?? label} />
  );
}
