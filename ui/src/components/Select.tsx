import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx';

export type Option<V extends string> = { value: V; label: string; icon?: ReactNode };
type SelectProps<V extends string> = {
  label: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  /** `field` = a form control, `chip` = a filter above a list, which shows its label too. */
  look?: 'field' | 'chip';
  id?: string;
  disabled?: boolean;
  className?: string;
};

/** One of a few. Beyond seven options use a combobox. */
export function Select<V extends string>({
  label,
  value,
  options,
  onChange,
  look = 'field',
  id,
  disabled,
  className,
}: SelectProps<V>) {
  const chosen = options.find((one) => one.value === value);
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => next !== null && onChange(next as V)}
      disabled={disabled}
      items={[...options]}
    >
      <Base.Trigger
        id={id}
        aria-label={look === 'chip' ? `${label}: ${chosen?.label ?? ''}` : label}
        className={cx(
          'inline-flex min-w-0 items-center gap-2 whitespace-nowrap rounded-m border text-left phone:min-h-11',
          look === 'field'
            ? 'h-8 w-full border-control bg-surface px-[10px] dark:bg-page'
            : 'h-[26px] border-line-2 bg-surface px-2 text-12 font-medium text-text-2 hover:bg-hover',
          disabled && 'border-line bg-sunken text-text-3',
          className,
        )}
      >
        {chosen?.icon}
        <span className="cut flex-1">
          {look === 'chip' ? `${label}: ${chosen?.label ?? ''}` : chosen?.label}
        </span>
        <ChevronDown size={14} className="text-text-3" aria-hidden="true" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50" data-keys="own">
          <Base.Popup className="popup max-h-[var(--available-height)] min-w-[var(--anchor-width)] overflow-auto rounded-card border border-line bg-raised p-1 shadow-2 outline-none">
            <Base.List>
              {options.map((one) => (
                <Base.Item
                  key={one.value}
                  value={one.value}
                  className="flex h-8 cursor-default items-center gap-2 rounded-m px-2 outline-none data-[highlighted]:bg-hover phone:h-11"
                >
                  {one.icon}
                  <Base.ItemText className="flex-1">{one.label}</Base.ItemText>
                  <Base.ItemIndicator className="text-accent">
                    <Check size={14} aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A select under a visible label. */
export function SelectField<V extends string>({ hint, ...props }: SelectProps<V> & { hint?: string }) {
  return (
    <div className={props.className}>
      <div className="mb-[5px] font-medium" aria-hidden="true">
        {props.label}
      </div>
      <Select {...props} className="" />
      {hint && <p className="mt-1 text-12 text-text-3">{hint}</p>}
    </div>
  );
}
