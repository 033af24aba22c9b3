import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../bindings/types';
import { cx } from '../lib/cx';
import { useFormats } from '../lib/use-formats';
import { RuleCount, RuleList } from './Rules';

const LOOK = {
  passed: { icon: CircleCheck, ink: 'text-ok' },
  attention: { icon: TriangleAlert, ink: 'text-warn' },
  refused: { icon: CircleX, ink: 'text-bad' },
};

/** What the rules said about a change, in a word and rule by rule. */
export function VerdictOf({
  verdict,
  refused,
  children,
}: {
  verdict: Verdict;
  /** The words for a change that cannot be made. */
  refused: string;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const whole = verdict.rules.every((rule) => rule.passed);
  const said = verdict.decision === 'refuse' ? 'refused' : whole ? 'passed' : 'attention';
  const { icon: Icon, ink } = LOOK[said];
  return (
    <section className="mt-4 border-t border-line pt-3">
      <div className="mb-2 flex items-start gap-2">
        <h3 className={cx('flex items-start gap-[6px] text-13 font-semibold', ink)}>
          <Icon size={16} className="mt-[2px]" aria-hidden="true" />
          {said === 'refused' ? refused : t(`changes.${said}`)}
        </h3>
        <span className="ml-auto shrink-0">
          <RuleCount rules={verdict.rules} />
        </span>
      </div>
      <RuleList
        rules={verdict.rules}
        note={t('rules.pack', { pack: verdict.pack, date: formats.date(verdict.pack_date, 'full_date') })}
      />
      {children}
    </section>
  );
}
