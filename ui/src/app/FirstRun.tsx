import { Check, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../bindings/types';
import { cx } from '../lib/cx';
import { LanguagePicker } from './LanguagePicker';
import { Logo } from './Logo';

const STEPS = ['language', 'connect', 'load', 'autonomy'] as const;
const NOW = 1;

/** Before the first shop there is nothing to navigate: a rail of steps stands where the sidebar will be. */
export function FirstRun({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="grid h-full grid-cols-[212px_minmax(0,1fr)] wide:grid-cols-[228px_minmax(0,1fr)] phone:grid-cols-1 phone:grid-rows-[auto_minmax(0,1fr)]">
      <aside className="flex min-h-0 flex-col overflow-y-auto border-r border-line bg-sunken px-[10px] pb-[10px] pt-2 phone:flex-row phone:items-center phone:border-b phone:border-r-0 phone:py-1">
        <div className="flex h-9 shrink-0 items-center gap-[9px] px-2 font-semibold tracking-[-0.01em]">
          <Logo />
          Super AI Manager
        </div>
        <ol className="m-0 list-none p-0 pt-4 phone:hidden" aria-label={t('first.steps')}>
          {STEPS.map((step, i) => (
            <Step
              key={step}
              number={i + 1}
              title={t(`first.${step}`)}
              note={t(
                step === 'language' && session.locale_chosen ? 'first.language_chosen' : `first.${step}_note`,
              )}
              state={i === NOW ? 'now' : step === 'language' && session.locale_chosen ? 'done' : 'later'}
              last={i === STEPS.length - 1}
            />
          ))}
        </ol>
        <div className="mt-auto grid gap-2 border-t border-line px-2 pt-[10px] text-12 text-text-2 phone:ml-auto phone:mt-0 phone:border-0 phone:p-0">
          <div className="flex gap-2 phone:hidden">
            <Lock size={14} className="mt-px" aria-hidden="true" />
            <span>{t('first.keys_stay')}</span>
          </div>
          <LanguagePicker session={session} />
        </div>
      </aside>
      <main id="main" className="relative min-h-0 overflow-auto">
        {children}
      </main>
    </div>
  );
}

function Step({
  number,
  title,
  note,
  state,
  last,
}: {
  number: number;
  title: string;
  note: string;
  state: 'done' | 'now' | 'later';
  last: boolean;
}) {
  const { t } = useTranslation();
  return (
    <li
      aria-current={state === 'now' ? 'step' : undefined}
      className={cx(
        'relative grid grid-cols-[22px_1fr] gap-x-[10px] px-2 pb-[18px] text-text-2',
        state === 'now' && 'text-text',
      )}
    >
      {!last && (
        <span
          aria-hidden="true"
          className={cx(
            'absolute bottom-0 left-[17.5px] top-5 w-[1.5px] bg-line-2',
            state === 'done' && 'bg-accent',
          )}
        />
      )}
      <span
        className={cx(
          'z-1 grid size-5 place-items-center rounded-full border-[1.5px] border-line-2 bg-sunken text-11 font-semibold',
          state === 'done' && 'border-transparent bg-accent-soft text-accent',
          state === 'now' && 'border-transparent bg-accent text-on-accent',
        )}
      >
        {state === 'done' ? <Check size={12} strokeWidth={2} aria-label={t('first.done')} /> : number}
      </span>
      <div>
        <div className="font-medium">{title}</div>
        <div className="text-12 text-text-3">{note}</div>
      </div>
    </li>
  );
}
