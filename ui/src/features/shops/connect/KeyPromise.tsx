import { KeyRound, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { SecretsView } from '../../../bindings/types';
import { Button } from '../../../components/Button';
import { SealedFile } from './SealedFile';

/** Where the key will be kept, where it never goes, which hosts get it. Without a keychain: the explicit choice of a sealed file. */
export function KeyPromise({ secrets, hosts }: { secrets: SecretsView; hosts: readonly string[] }) {
  const { t } = useTranslation();
  if (secrets.kind === 'none') return <NoKeychain secrets={secrets} />;
  const place =
    secrets.kind === 'keychain'
      ? t('connect.place_keychain', { name: secrets.name })
      : t(`connect.place_${secrets.kind}`);
  return (
    <div className="flex items-start gap-2 rounded-m bg-sunken px-3 py-[9px] text-12 text-text-2 dark:bg-raised">
      <KeyRound size={16} className="text-accent" aria-hidden="true" />
      <p>
        <Trans
          i18nKey="connect.promise"
          values={{ place }}
          components={{ b: <b className="font-medium text-text" /> }}
        />{' '}
        {t('connect.promise_hosts', { hosts: hosts.map(bare).join(', ') })}
      </p>
    </div>
  );
}

function NoKeychain({ secrets }: { secrets: SecretsView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div role="alert" className="flex items-start gap-[10px] rounded-m bg-warn-soft px-3 py-[9px] text-12">
      <TriangleAlert size={16} className="text-warn" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <b className="font-medium text-warn">{t('connect.no_keychain')}</b>{' '}
        <span className="text-text-2">{t('connect.no_keychain_why')}</span>
        {secrets.problem && (
          <div className="cut mt-1 font-mono text-[11.5px] text-text-3">{secrets.problem}</div>
        )}
        <Button size="s" className="mt-2" onClick={() => setOpen(true)}>
          {t('connect.choose_sealed')}
        </Button>
      </div>
      <SealedFile open={open} onClose={() => setOpen(false)} />
    </div>
  );
}

/** Just the host of an address: `https://api.example/x` -> `api.example`. */
function bare(host: string): string {
  return host.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
