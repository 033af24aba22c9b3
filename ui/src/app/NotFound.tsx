import { Link } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/States';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="p-5">
      <EmptyState
        icon={MapPinOff}
        title={t('app.no_page')}
        action={<Link to="/overview">{t('nav.overview')}</Link>}
      >
        {t('app.no_page_why')}
      </EmptyState>
    </div>
  );
}
