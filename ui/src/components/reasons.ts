import { useTranslation } from 'react-i18next';
import type { Reason } from '../bindings/types';
import { useSaid } from './said';

/** A reason in plain words. A broken rule is named; what no catalogue knows is shown as the engine wrote it. */
export function useReason(): (reason: Reason) => string {
  const { t, i18n } = useTranslation();
  const said = useSaid();
  return ({ code, detail }) => {
    const key = `reason.${code}`;
    if (!i18n.exists(key)) {
      if (i18n.exists(`rule.${code}`))
        return t('reasons.rule', { text: t('reason.rule_failed'), rule: t(`rule.${code}`) });
      return detail ? `${code}: ${detail}` : code;
    }
    const text = t(key);
    if (code === 'marketplace' && detail) return t('reasons.with', { text, detail: said(detail) });
    if (code === 'rule_failed' && detail)
      return t('reasons.rule', { text, rule: t([`rule.${detail}`, detail]) });
    if (code === 'low_confidence' && detail) return t('reasons.with', { text, detail: `${detail} / 100` });
    return text;
  };
}

/** `code:detail`, the way the log keeps a reason. */
export function reasonOf(kept: string): Reason {
  const at = kept.indexOf(':');
  return at < 0 ? { code: kept, detail: null } : { code: kept.slice(0, at), detail: kept.slice(at + 1) };
}
