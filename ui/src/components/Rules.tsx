import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleResult } from '../bindings/types';
import { cx } from '../lib/cx';
import { useSaid } from './said';
import { MEANING, Tag } from './Tag';

const SHOWN = 7;
/** What was measured stands beside its rule up to this length, below it else. */
const BESIDE = 20;

/** `12 / 12`: how many rules a text passed. */
export function RuleCount({ rules }: { rules: readonly RuleResult[] }) {
  const { t } = useTranslation();
  const passed = rules.filter((one) => one.passed).length;
  const whole = passed === rules.length;
  return (
    <Tag tone={whole ? 'ok' : 'bad'} icon={whole ? MEANING.verified : MEANING.failed}>
      {t('rules.passed', { n: passed, m: rules.length })}
    </Tag>
  );
}

/** Each rule in plain words with what was measured. Broken ones come first and are never folded away. */
export function RuleList({ rules, note }: { rules: readonly RuleResult[]; note?: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const sorted = [...rules.filter((one) => !one.passed), ...rules.filter((one) => one.passed)];
  const least = Math.max(SHOWN, rules.filter((one) => !one.passed).length);
  const hidden = all ? 0 : Math.max(0, sorted.length - least);
  return (
    <>
      <ul className="m-0 list-none p-0">
        {sorted.slice(0, sorted.length - hidden).map((one) => (
          <Rule key={one.rule} rule={one} />
        ))}
      </ul>
      <div className="mt-[3px] flex flex-wrap items-center gap-x-2 text-12 text-text-3">
        {hidden > 0 && (
          <button
            type="button"
            className="font-medium text-accent hover:underline phone:min-h-11"
            onClick={() => setAll(true)}
          >
            {t('rules.more', { count: hidden })}
          </button>
        )}
        {note && <span className="fig">{note}</span>}
      </div>
    </>
  );
}

function Rule({ rule }: { rule: RuleResult }) {
  const { t } = useTranslation();
  const Icon = rule.passed ? Check : X;
  const measured = useSaid()(rule.measured);
  return (
    <li className="grid grid-cols-[14px_minmax(0,1fr)_auto] items-start gap-x-2 py-[3.5px] text-12">
      <Icon
        size={14}
        className={rule.passed ? 'mt-px text-ok' : 'mt-px text-bad'}
        aria-label={t(rule.passed ? 'rules.yes' : 'rules.no')}
      />
      <span className={rule.passed ? '' : 'font-medium text-bad'}>{t([`rule.${rule.rule}`, rule.rule])}</span>
      <span className={cx('fig text-text-3', measured.length > BESIDE && 'col-start-2 whitespace-normal')}>
        {measured}
      </span>
    </li>
  );
}
