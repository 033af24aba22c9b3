import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityDetail } from '../../bindings/types';
import { cx } from '../../lib/cx';
import { modelName } from '../../lib/model';
import { useFormats } from '../../lib/use-formats';

/** Cost, model, rules, time: four figures side by side. */
export function Figures({ detail }: { detail: ActivityDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { cost, model, rules, row } = detail;
  if (!cost && !model && rules.length === 0) return null;
  const passed = rules.filter((rule) => rule.passed).length;
  const whole = passed === rules.length;
  const Icon = whole ? Check : X;
  const took = tookSeconds(detail);
  return (
    <dl className="m-0 grid grid-cols-[1fr_1.5fr_1fr_1fr] divide-x divide-line rounded-m border border-line phone:grid-cols-2 phone:divide-x-0">
      <Cell name={t('answers.cost')}>{cost ? formats.money(cost, 'auto') : '—'}</Cell>
      <Cell name={t('answers.model')}>
        {row.actor === 'template' ? t('activity.template') : model ? modelName(model) : '—'}
      </Cell>
      <Cell name={t('activity.rules')}>
        {rules.length === 0 ? (
          '—'
        ) : (
          <span className={cx('inline-flex items-center gap-1', whole ? 'text-ok' : 'text-bad')}>
            <Icon size={14} aria-hidden="true" />
            {t('common.n_of_m', { n: passed, m: rules.length })}
          </span>
        )}
      </Cell>
      <Cell name={t('activity.took')}>{took === null ? '—' : formats.duration(took)}</Cell>
    </dl>
  );
}

function Cell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-[11px] py-2">
      <dt className="cut text-12 text-text-3">{name}</dt>
      <dd className="fig m-0 whitespace-normal break-words font-semibold">{children}</dd>
    </div>
  );
}

/** From the first step to the last one. */
export function tookSeconds({ steps }: Pick<ActivityDetail, 'steps'>): number | null {
  const times = steps.map((step) => Date.parse(step.at)).filter(Number.isFinite);
  return times.length < 2 ? null : (Math.max(...times) - Math.min(...times)) / 1000;
}
