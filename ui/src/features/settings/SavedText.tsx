import { type ReactNode, useEffect, useState } from 'react';
import { TextField } from '../../components/Field';

type SavedTextProps = {
  label: string;
  value: string;
  onSave: (value: string) => void;
  hint?: string;
  unit?: ReactNode;
  type?: 'text' | 'url';
  /** Words for what is wrong, or nothing. Wrong text is not saved. */
  check?: (value: string) => string | undefined;
  numeric?: boolean;
  className?: string;
};

/** A text that is saved when one leaves it or presses Enter; Esc brings the old one back. */
export function SavedText({
  label,
  value,
  onSave,
  hint,
  unit,
  type = 'text',
  check,
  numeric,
  className,
}: SavedTextProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const error = check?.(text.trim());
  const save = () => {
    if (!error && text.trim() !== value) onSave(text.trim());
  };
  return (
    <TextField
      label={label}
      hint={hint}
      unit={unit}
      type={type}
      inputMode={numeric ? 'decimal' : undefined}
      value={text}
      error={error}
      className={className}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') setText(value);
      }}
    />
  );
}
