import { useTranslation } from 'react-i18next';
import type { ProposedChange } from '../../bindings/types';
import { VerdictOf } from '../../components/VerdictOf';

/** What the rules said. Of several changes those that cannot be made are named, each with its rules. */
export function Judged({ found }: { found: readonly ProposedChange[] }) {
  const { t } = useTranslation();
  const refused = found.filter((one) => one.verdict.decision === 'refuse');
  const [first] = found;
  if (!first) return null;
  if (refused.length === 0) return <VerdictOf verdict={first.verdict} refused={t('orders.refused')} />;
  return refused.map((one) => (
    <VerdictOf
      key={one.change.id}
      verdict={one.verdict}
      refused={
        found.length > 1 ? t('orders.refused_of', { number: one.change.subject }) : t('orders.refused')
      }
    />
  ));
}
