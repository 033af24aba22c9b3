import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx';
import { buttonLook } from './Button';

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton({
  look = 'secondary',
  size = 'm',
  icon,
  className,
  children,
  ...link
}: Pick<LinkProps, 'to' | 'params' | 'search'> & {
  look?: 'primary' | 'secondary' | 'ghost';
  size?: 'm' | 's';
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Link {...link} className={cx(buttonLook({ look, size }), className)}>
      {icon}
      <span>{children}</span>
    </Link>
  );
}
