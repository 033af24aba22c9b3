import { Switch as Base } from '@base-ui/react/switch';
import { useId } from 'react';

export function Switch({
  label,
  hint,
  checked,
  onChange,
  disabled,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 py-1">
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative mt-[2px] h-4 w-7 shrink-0 rounded-full bg-control transition-colors duration-[120ms] after:absolute after:-inset-[6px] after:content-[''] data-[checked]:bg-accent data-[disabled]:opacity-60"
      >
        <Base.Thumb className="absolute left-[2px] top-[2px] size-3 rounded-full bg-surface transition-transform duration-[120ms] data-[checked]:translate-x-3 dark:bg-page" />
      </Base.Root>
      <div>
        <div id={`${id}-label`} className="font-medium">
          {label}
        </div>
        {hint && (
          <div id={`${id}-hint`} className="text-12 text-text-3">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
