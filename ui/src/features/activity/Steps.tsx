import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ActivityDetail } from '../../bindings/types';
import { useFormats } from '../../lib/use-formats';

const WRONG = ['read_back_differs', 'failed', 'refused'];

/** How it went, with seconds: the clock that proves the order. */
export function Steps({ detail }: { detail: ActivityDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  // The key is said once, and what was read back stands beside "now".
  const key = detail.steps.some((step) => step.detail === detail.effect_key) ? null : detail.effect_key;
  return (
    <section>
      <h3 className="mb-[2px] text-13 font-semibold">{t('activity.steps')}</h3>
      <ol className="m-0 list-none p-0">
        {detail.steps.map((step) => {
          const wrong = WRONG.includes(step.step);
          const Icon = wrong ? X : Check;
          return (
            <li
              key={`${step.at}${step.step}`}
              className="grid min-h-[25px] grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-[9px] py-[3px]"
            >
              <Icon
                size={14}
                className={wrong ? 'mt-[3px] text-bad' : 'mt-[3px] text-ok'}
                aria-hidden="true"
              />
              <span className="min-w-0 break-words">
                {t([`step.${step.step}`, step.step])}
                {step.detail && !step.step.startsWith('read_back') && (
                  <span className="text-12 text-text-3"> · {step.detail}</span>
                )}
              </span>
              <time dateTime={step.at} className="tnum text-12 text-text-3">
                {formats.date(step.at, 'seconds')}
              </time>
            </li>
          );
        })}
      </ol>
      {key && (
        <p className="m-0 text-12 text-text-3">
          {t('activity.effect_key')} <span className="break-all font-mono text-[11.5px]">{key}</span>
        </p>
      )}
    </section>
  );
}
