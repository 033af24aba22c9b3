import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx';

export type Segment<V extends string> = { value: V; label: string; icon?: ReactNode };

/** One of few views. A radio group for the keyboard: arrows move the choice. */
export function Segmented<V extends string>({
  label,
  value,
  segments,
  onChange,
  className,
}: {
  label: string;
  value: V;
  segments: readonly Segment<V>[];
  onChange: (value: V) => void;
  className?: string;
}) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as V)}
      className={cx(
        'inline-flex max-w-full gap-px overflow-x-auto rounded-m border border-line bg-sunken p-[2px]',
        className,
      )}
    >
      {segments.map((one) => (
        <Radio.Root
          key={one.value}
          value={one.value}
          className="flex h-6 cursor-pointer items-center gap-[5px] whitespace-nowrap rounded-tag px-[9px] text-12 font-medium text-text-2 transition-colors duration-[120ms] hover:text-text data-[checked]:bg-surface data-[checked]:text-text data-[checked]:shadow-[0_0_0_1px_var(--line-2)] dark:data-[checked]:bg-raised phone:h-10"
        >
          {one.icon}
          {one.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
