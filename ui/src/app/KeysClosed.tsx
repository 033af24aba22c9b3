import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../backend/query';
import { useMay } from '../backend/session';
import type { SecretsView } from '../bindings/types';
import { Button } from '../components/Button';
import { Unlock } from '../components/Unlock';

/** Keys cannot be read: what stands still because of it, and the one thing that helps. */
export function KeysClosed({ secrets }: { secrets: SecretsView }) {
  const { t } = useTranslation();
  const retry = useWrite('secrets_retry');
  const may = useMay('secrets_retry');
  const unlock = useWrite('secrets_choose_sealed_file');
  const [asking, setAsking] = useState(false);
  const close = () => {
    unlock.reset();
    setAsking(false);
  };
  if (!secrets.problem) return null;
  const sealed = secrets.problem === 'sealed';
  const act = () => (sealed ? setAsking(true) : retry.mutate({}));
  return (
    <div
      role="alert"
      className="flex items-center gap-2 border-b border-line bg-warn-soft px-5 py-2 text-12 text-warn phone:px-4"
    >
      <KeyRound size={14} aria-hidden="true" />
      <span className="flex-1">{t(`app.keys_${secrets.problem}`)}</span>
      {may && (
        <Button size="s" busy={retry.isPending} onClick={act}>
          {t(sealed ? 'app.keys_open' : 'app.keys_retry')}
        </Button>
      )}
      <Unlock
        open={asking}
        busy={unlock.isPending}
        failure={unlock.error}
        onTry={(passphrase) => unlock.mutate({ passphrase }, { onSuccess: close })}
        onClose={close}
      />
    </div>
  );
}
