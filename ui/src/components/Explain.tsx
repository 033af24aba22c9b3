import { CircleHelp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FigureExplanation, FigureValue } from '../bindings/types';
import { modelName } from '../lib/model';
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
  /** The figure itself, where it is the button; otherwise a `?` stands beside it. */
  figure?: ReactNode;
  /** Asks the engine where the figure comes from; called when the popover opens. */
  children: (open: boolean) => ReactNode;
};

/** Opens where a figure comes from. The body is drawn only while open, so nothing is asked before it is wanted. */
export function Explain({ label, figure, children }: ExplainProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      side="top"
      open={open}
      onOpenChange={setOpen}
      title={label}
      trigger={
        figure ? (
          <button
            type="button"
            title={t('common.explain', { figure: label })}
            className="cursor-help rounded-tag decoration-text-3 decoration-dotted underline-offset-[3px] hover:underline phone:min-h-11"
          >
            {figure}
            <span className="sr-only">, {t('common.explain', { figure: label })}</span>
          </button>
        ) : (
          <IconButton
            small
            label={t('common.explain', { figure: label })}
            icon={<CircleHelp size={14} aria-hidden="true" />}
            className="-m-[6px] text-text-3"
          />
        )
      }
    >
      {children(open)}
    </Popover>
  );
}

const SIGN = { '+': '', '-': '−', '/': '÷ ', '=': '' };

/** Formula lines that add up to the last digit, the age, and the way to the rows. */
export function ExplainLines({ figure, children }: { figure: FigureExplanation; children?: ReactNode }) {
  const { t } = useTranslation();
  const say = useFigure();
  const ago = useAgo();
  return (
    <div className="mt-2 grid gap-1 text-12">
      {figure.lines.map((line) => (
        <div
          key={`${line.sign}${line.label}${line.value.money?.currency ?? ''}`}
          className={`flex gap-4 ${line.sign === '=' ? 'border-t border-line pt-1 font-semibold' : ''}`}
        >
          <span className="text-text-2">{t(line.label, modelName(line.label))}</span>
          <span className="tnum ml-auto whitespace-nowrap">
            {SIGN[line.sign]}
            {say(line.value)}
          </span>
        </div>
      ))}
      {figure.formula && <p className="mt-1 text-text-3">{t(figure.formula, figure.formula)}</p>}
      {figure.age_seconds !== null && <p className="text-text-3">{ago(figure.age_seconds)}</p>}
      {children}
    </div>
  );
}
