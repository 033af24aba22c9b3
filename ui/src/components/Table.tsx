import type { HTMLAttributes, TdHTMLAttributes, ThHTMLAttributes } from 'react';
import { cx } from '../lib/cx';

export function Table({
  className,
  label,
  children,
  ...rest
}: HTMLAttributes<HTMLTableElement> & { label: string }) {
  return (
    <table {...rest} aria-label={label} className={cx('w-full border-collapse', className)}>
      {children}
    </table>
  );
}

export function Th({
  right,
  className,
  ...rest
}: ThHTMLAttributes<HTMLTableCellElement> & { right?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        'whitespace-nowrap border-b border-line px-2 py-[7px] text-left text-11 font-medium text-text-3 first:pl-[14px] last:pr-[14px]',
        right && 'text-right',
        className,
      )}
    />
  );
}

export function Tr({
  selected,
  className,
  ...rest
}: HTMLAttributes<HTMLTableRowElement> & { selected?: boolean }) {
  return (
    <tr
      {...rest}
      aria-selected={selected}
      className={cx(
        '[&:last-child>td]:border-b-0',
        rest.onClick && 'cursor-pointer hover:bg-hover',
        selected && 'bg-selected hover:bg-selected [&>td:first-child]:shadow-[inset_2px_0_var(--accent)]',
        className,
      )}
    />
  );
}

/** `right` is for figures: right-aligned and tabular. */
export function Td({
  right,
  className,
  ...rest
}: TdHTMLAttributes<HTMLTableCellElement> & { right?: boolean }) {
  return (
    <td
      {...rest}
      className={cx(
        'h-10 border-b border-line px-2 py-1 align-middle first:pl-[14px] last:pr-[14px]',
        right && 'tnum whitespace-nowrap text-right',
        className,
      )}
    />
  );
}
