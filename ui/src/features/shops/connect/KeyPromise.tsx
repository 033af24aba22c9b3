import { KeyRound, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useWrite } from '../../../backend/query';
import type { SecretsProblem, SecretsView } from '../../../bindings/types';
import { Button } from '../../../components/Button';
import { Unlock } from '../../../components/Unlock';
import { useErrorText } from '../../../lib/errors';
import { SealedFile } from './SealedFile';

/** Where the key will be kept, where it never goes, which hosts get it. Without a keychain: the explicit choice of a sealed file. */
export function KeyPromise({ secrets, hosts }: { secrets: SecretsView; hosts: readonly string[] }) {
  const { t } = useTranslation();
  if (secrets.problem) return <NoPlace secrets={secrets} problem={secrets.problem} />;
  const place =
    secrets.kind === 'keychain'
      ? t('connect.place_keychain', { name: secrets.name })
      : t(secrets.kind === 'memory' ? 'connect.place_memory' : 'connect.place_sealed_file');
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

/** A sealed file is offered where there is no keychain; beside one that is only locked it would hide the keys that are in it. */
function NoPlace({ secrets, problem }: { secrets: SecretsView; problem: SecretsProblem }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const retry = useWrite('secrets_retry');
  const sealed = secrets.kind === 'sealed_waits';
  const absent = problem === 'unavailable';
  const { title, next } = useErrorText()({ code: 'keychain_unavailable', detail: { why: problem } });
  const unlock = useWrite('secrets_choose_sealed_file');
  const close = () => {
    unlock.reset();
    setOpen(false);
  };
  return (
    <div role="alert" className="flex items-start gap-[10px] rounded-m bg-warn-soft px-3 py-[9px] text-12">
      <TriangleAlert size={16} className="text-warn" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <b className="font-medium text-warn">{absent ? t('connect.no_keychain') : title}</b>{' '}
        <span className="text-text-2">{absent ? t('connect.no_keychain_why') : next}</span>
        <div className="mt-2 flex flex-wrap gap-2">
          {(absent || sealed) && (
            <Button size="s" onClick={() => setOpen(true)}>
              {t(sealed ? 'app.keys_open' : 'connect.choose_sealed')}
            </Button>
          )}
          {!sealed && (
            <Button size="s" busy={retry.isPending} onClick={() => retry.mutate({})}>
              {t('app.keys_retry')}
            </Button>
          )}
        </div>
      </div>
      <SealedFile open={open && !sealed} onClose={close} />
      <Unlock
        open={open && sealed}
        busy={unlock.isPending}
        failure={unlock.error}
        onTry={(passphrase) => unlock.mutate({ passphrase }, { onSuccess: close })}
        onClose={close}
      />
    </div>
  );
}

/** Just the host of an address: `https://api.example/x` -> `api.example`. */
function bare(host: string): string {
  return host.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
