import { useTranslation } from 'react-i18next';
import type { ReturnChoice, ReturnRow } from '../../bindings/types';
import { useSaid } from '../../components/said';

/** Why goods come back: the kind of it, and the marketplace's reason. */
export function useWhy(): (row: Pick<ReturnRow, 'kind' | 'reason'>) => string {
  const { t, i18n } = useTranslation();
  const said = useSaid();
  return ({ kind, reason }) => {
    const key = `returns.kind.${kind}`;
    const what = i18n.exists(key) ? t(key) : t('returns.kind.other');
    return reason ? `${what}: ${said(reason)}` : what;
  };
}

/** What a choice is called: in our words where we have them, else in the marketplace's. */
export function useChoiceName(): (choice: ReturnChoice) => string {
  const { t } = useTranslation();
  const said = useSaid();
  return ({ code, name }) => {
    const ours = said(code);
    if (ours !== code) return ours;
    return name ?? t('returns.nameless', { code });
  };
}
