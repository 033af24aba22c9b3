import { useTranslation } from 'react-i18next';
import { PageHead } from '../../components/PageHead';

export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <div className="p-5 phone:p-4">
      <PageHead title={t('nav.settings')} />
    </div>
  );
}
