import { Eye, EyeOff, X } from 'lucide-react';
import { type ClipboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/Button';
import { Field } from '../../../components/Field';
import { cx } from '../../../lib/cx';
import { useFormats } from '../../../lib/use-formats';
import { type Masked, masked } from './masked';

const INK: Record<Masked[number]['part'], string> = {
  header: 'text-c3',
  claims: 'text-accent',
  dots: '',
  tail: 'text-text-2',
  dot: '',
};

type SecretFieldProps = {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
};

/**
 * A key goes in hidden. Once it is in, its public parts can be read, the rest is dots, the last four characters show.
 * The text lives in the memory of this form only and is gone with it.
 */
export function SecretField({ label, name, value, onChange, error }: SecretFieldProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [editing, setEditing] = useState(value === '');
  // Where one control takes another's place, the focus goes with it.
  const moves = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (editing && moves.current) input.current?.focus();
  }, [editing]);
  const parts = value.trim().split('.').length;
  const aside =
    value &&
    (parts === 3
      ? t('connect.token_parts', { count: value.trim().length, n: formats.number(value.trim().length) })
      : t('connect.characters', { count: value.trim().length, n: formats.number(value.trim().length) }));
  if (!editing && value) {
    return (
      <Shown
        label={label}
        aside={aside}
        value={value}
        error={error}
        takesFocus={moves.current}
        onReplace={() => {
          moves.current = true;
          onChange('');
          setEditing(true);
        }}
      />
    );
  }
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    moves.current = true;
    onChange(event.clipboardData.getData('text').trim());
    setEditing(false);
  };
  return (
    <Field label={label} aside={aside} error={error}>
      {(control) => (
        <input
          {...control}
          ref={input}
          type="password"
          name={name}
          value={value}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('connect.paste')}
          onChange={(event) => onChange(event.target.value)}
          onPaste={paste}
          onBlur={() => setEditing(value === '')}
          className={cx(
            'block h-8 w-full rounded-m border border-control bg-surface px-[11px] dark:bg-page phone:h-11',
            error && 'border-bad',
          )}
        />
      )}
    </Field>
  );
}

type ShownProps = {
  label: string;
  aside: string;
  value: string;
  error?: string | undefined;
  /** The key was pasted: the focus goes on to what can be done with it. */
  takesFocus: boolean;
  onReplace: () => void;
};

function Shown({ label, aside, value, error, takesFocus, onReplace }: ShownProps) {
  const { t } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(false);
  const show = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) show.current?.focus();
  }, [takesFocus]);
  return (
    <div>
      <div className="mb-[5px] flex items-baseline gap-2">
        <span id={id} className="font-medium">
          {label}
        </span>
        <span className="ml-auto text-12 text-text-3">{aside}</span>
      </div>
      <fieldset
        aria-labelledby={id}
        className={cx(
          'm-0 flex min-w-0 items-start gap-1 rounded-m border border-control bg-surface py-[7px] pl-[11px] pr-2 dark:bg-page',
          error && 'border-bad',
        )}
      >
        <span className="min-w-0 flex-1 break-all font-mono text-[11.5px] leading-[17px] tracking-[-0.02em] text-text-2">
          {open ? (
            value.trim()
          ) : (
            <>
              <span className="sr-only">{t('connect.hidden')}</span>
              {masked(value).map((part, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no identity but their place
                <span key={i} aria-hidden="true" className={INK[part.part]}>
                  {part.text}
                </span>
              ))}
            </>
          )}
        </span>
        <IconButton
          ref={show}
          small
          label={t(open ? 'connect.hide' : 'connect.show')}
          icon={open ? <EyeOff size={14} aria-hidden="true" /> : <Eye size={14} aria-hidden="true" />}
          onClick={() => setOpen(!open)}
        />
        <IconButton
          small
          label={t('connect.replace')}
          icon={<X size={14} aria-hidden="true" />}
          onClick={onReplace}
        />
      </fieldset>
      {error && (
        <p role="alert" className="mt-1 text-12 text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
