import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CapabilityState, MarketplaceView, Passport as View } from '../../../bindings/types';
import { Card } from '../../../components/Card';
import { EmptyState } from '../../../components/States';
import { Lacks } from '../Lacks';
import { Matrix } from '../Matrix';
import { Passport } from '../Passport';

/** The passport before the first request: what the key says of itself, and what this marketplace's API has at all. */
export function Preview({ marketplace, passport }: { marketplace: MarketplaceView; passport: View | null }) {
  const { t } = useTranslation();
  return (
    <Card title={t('shops.passport')} note={passport?.account_label} flush>
      {passport ? (
        <Passport passport={passport} />
      ) : (
        <EmptyState icon={KeyRound} title={t('connect.no_key_yet')}>
          {t('connect.no_key_yet_why')}
        </EmptyState>
      )}
      <div className="border-t border-line">
        <Matrix marketplace={marketplace.id} rows={marketplace.capabilities.map(planned)} />
      </div>
      <Lacks passport={passport} />
    </Card>
  );
}

function planned({ capability, read, write }: MarketplaceView['capabilities'][number]): CapabilityState {
  const cell = (offered: boolean) => ({
    state: offered ? ('queued' as const) : ('not_offered' as const),
    detail: null,
  });
  return { capability, read: cell(read), write: cell(write), limit: null };
}
