import { useTranslation } from 'react-i18next';
import type { AnswerKind } from '../../bindings/types';
import { PageHead } from '../../components/PageHead';

export function AnswersPage({ kind }: { kind: AnswerKind }) {
  const { t } = useTranslation();
  return (
    <div className="p-5 phone:p-4">
      <PageHead title={t(kind === 'review' ? 'nav.reviews' : 'nav.questions')} />
    </div>
  );
}
