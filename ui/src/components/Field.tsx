import { CircleX } from 'lucide-react';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { cx } from '../lib/cx';

const BOX =
  'flex min-w-0 items-center gap-2 rounded-m border border-control bg-surface px-[10px] focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus dark:bg-page';

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  aside?: ReactNode;
  className?: string;
};
type Control = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

/** Label, control, hint and error as one thing. The error says what to do. */
export function Field({
  label,
  hint,
  error,
  aside,
  className,
  children,
}: FieldProps & { children: (control: Control) => ReactNode }) {
  const id = useId();
  const told = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={className}>
      <div className="mb-[5px] flex items-baseline gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside && <span className="ml-auto text-12 text-text-3">{aside}</span>}
      </div>
      {children({ id, 'aria-describedby': told, 'aria-invalid': error ? true : undefined })}
      {hint && !error && (
        <p id={`${id}-hint`} className="mt-1 text-12 text-text-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 flex items-start gap-[6px] text-12 text-bad">
          <CircleX size={14} className="mt-px" aria-hidden="true" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

type TextProps = FieldProps & {
  unit?: ReactNode;
  end?: ReactNode;
  start?: ReactNode;
  ref?: Ref<HTMLInputElement>;
} & Omit<InputHTMLAttributes<HTMLInputElement>, 'className'>;

export function TextField({
  label,
  hint,
  error,
  aside,
  className,
  unit,
  start,
  end,
  ref,
  ...input
}: TextProps) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside} className={className}>
      {(control) => (
        <div
          className={cx(
            BOX,
            'h-8 phone:h-11',
            error && 'border-bad',
            input.disabled && 'border-line bg-sunken text-text-3',
          )}
        >
          {start}
          <input
            {...input}
            {...control}
            ref={ref}
            className="min-w-0 flex-1 border-0 bg-transparent p-0 outline-none"
          />
          {unit && <span className="text-text-3">{unit}</span>}
          {end}
        </div>
      )}
    </Field>
  );
}

type AreaProps = FieldProps & { mono?: boolean; ref?: Ref<HTMLTextAreaElement> } & Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'className'
  >;

export function TextArea({ label, hint, error, aside, className, mono, ref, ...area }: AreaProps) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside} className={className}>
      {(control) => (
        <textarea
          {...area}
          {...control}
          ref={ref}
          className={cx(
            'block w-full rounded-m border border-control bg-surface px-[11px] py-[7px] dark:bg-page',
            mono ? 'font-mono text-[11.5px] leading-[17px]' : 'text-14',
            error && 'border-bad',
          )}
        />
      )}
    </Field>
  );
}

/** A field without a visible label, for search and filters; the name is required all the same. */
export function SearchBox({
  label,
  icon,
  className,
  ref,
  ...input
}: { label: string; icon?: ReactNode; className?: string; ref?: Ref<HTMLInputElement> } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'className'
>) {
  return (
    <div className={cx(BOX, 'h-8 phone:h-11', className)}>
      {icon && <span className="text-text-3">{icon}</span>}
      <input
        type="search"
        placeholder={label}
        aria-label={label}
        {...input}
        ref={ref}
        className="min-w-0 flex-1 border-0 bg-transparent p-0 outline-none"
      />
    </div>
  );
}
