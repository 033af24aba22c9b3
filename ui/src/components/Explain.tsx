import { CircleHelp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FigureExplanation, FigureValue } from '../bindings/types';
import { useAgo } from '../lib/use-ago';
import { useFormats } from '../lib/use-formats';
import { IconButton } from './Button';
import { Popover } from './Popover';

/** A figure with its unit, in the words of the locale. */
export function useFigure(): (value: FigureValue) => string {
  const formats = useFormats();
  const { t } = useTranslation();
  return (value) => {
    if (value.money) return formats.money(value.money, 'auto');
    if (value.number === null) return '—';
    if (value.unit === 'percent') return formats.percent(value.number);
    if (value.unit === 'minutes') return t('common.minutes', { value: formats.number(value.number) });
    return formats.number(value.number);
  };
}

type ExplainProps = {
  /** Name of the figure, for the button's name. */
  label: string;
  /** Asks the engine where the figure comes from; called when the popover opens. */
  children: (open: boolean) => ReactNode;
};

/** The `?` beside a figure. The body is drawn only while open, so nothing is asked before it is wanted. */
export function Explain({ label, children }: ExplainProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      side="top"
      open={open}
      onOpenChange={setOpen}
      title={label}
      trigger={
        <IconButton
          small
          label={t('common.explain', { figure: label })}
          icon={<CircleHelp size={14} aria-hidden="true" />}
          className="-m-[6px] text-text-3"
        />
      }
    >
      {children(open)}
    </Popover>
  );
}

/** Formula lines that add up to the last digit, the age, and the way to the rows. */
export function ExplainLines({ figure, onRows }: { figure: FigureExplanation; onRows?: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = useFigure();
  const ago = useAgo();
  return (
    <div className="mt-2 grid gap-1 text-12">
      {figure.lines.map((line) => (
        <div
          key={`${line.sign}${line.label}`}
          className={`flex gap-4 ${line.sign === '=' ? 'border-t border-line pt-1 font-semibold' : ''}`}
        >
          <span className="text-text-2">{t(line.label, line.label)}</span>
          <span className="tnum ml-auto whitespace-nowrap">
            {line.sign === '-' ? '−' : ''}
            {say(line.value)}
          </span>
        </div>
      ))}
      {figure.formula && <p className="mt-1 text-text-3">{t(figure.formula, figure.formula)}</p>}
      {figure.age_seconds !== null && <p className="text-text-3">{ago(figure.age_seconds)}</p>}
      {onRows && figure.rows > 0 && (
        <button
          type="button"
          onClick={onRows}
          className="justify-self-start font-medium text-accent hover:underline"
        >
          {t('common.open_rows', { count: figure.rows, n: formats.number(figure.rows) })}
        </button>
      )}
    </div>
  );
}
