import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { CircleSlash, Hand, Lock, type LucideIcon, Pencil, Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Autonomy } from '../../bindings/types';
import { cx } from '../../lib/cx';

const STEPS: readonly { level: Autonomy; icon: LucideIcon; on: string }[] = [
  { level: 'off', icon: CircleSlash, on: 'data-[checked]:text-text' },
  { level: 'draft', icon: Pencil, on: 'data-[checked]:text-info data-[checked]:bg-info-soft' },
  { level: 'ask', icon: Hand, on: 'data-[checked]:text-warn data-[checked]:bg-warn-soft' },
  { level: 'auto', icon: Zap, on: 'data-[checked]:text-ok data-[checked]:bg-ok-soft' },
];

/**
 * Four steps, always in this order. The chosen one shows icon and word, the others icons only; all controls are equally wide,
 * so that the matrix reads as columns. A lock stands in place of the bolt where no machine may decide alone.
 */
export function AutonomyControl({
  label,
  level,
  locked,
  onChange,
}: {
  label: string;
  level: Autonomy;
  locked: boolean;
  onChange: (level: Autonomy) => void;
}) {
  const { t } = useTranslation();
  return (
    <RadioGroup
      aria-label={label}
      value={level}
      onValueChange={(next) => onChange(next as Autonomy)}
      className="inline-grid w-full max-w-[300px] grid-flow-col rounded-m border border-line bg-sunken p-[2px]"
      style={{
        gridTemplateColumns: STEPS.map((step) => (step.level === level ? 'minmax(0,1fr)' : '40px')).join(' '),
      }}
    >
      {STEPS.map(({ level: step, icon, on }) => {
        const shut = locked && step === 'auto';
        const Icon = shut ? Lock : icon;
        const name = shut ? t('settings.locked') : t(`settings.level.${step}`);
        return (
          <Radio.Root
            key={step}
            value={step}
            disabled={shut}
            aria-label={name}
            title={name}
            className={cx(
              'flex h-[26px] min-w-0 cursor-pointer items-center justify-center gap-[5px] rounded-tag px-1 text-12 font-medium text-text-3 hover:text-text data-[checked]:bg-surface data-[checked]:shadow-[0_0_0_1px_var(--line-2)] phone:h-10',
              on,
              shut && 'cursor-default hover:text-text-3',
            )}
          >
            <Icon size={14} aria-hidden="true" />
            {step === level && <span className="cut">{t(`settings.level.${step}`)}</span>}
          </Radio.Root>
        );
      })}
    </RadioGroup>
  );
}
