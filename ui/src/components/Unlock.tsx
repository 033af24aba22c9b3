import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../backend/failure';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { TextField } from './Field';
import { ErrorState } from './States';

type UnlockProps = {
  open: boolean;
  busy: boolean;
  failure: Failure | null;
  onTry: (phrase: string) => void;
  onClose: () => void;
};

/** The passphrase of the sealed file that is there. It lives in this form only and is gone with it. */
export function Unlock({ open, ...props }: UnlockProps) {
  return open ? <Form {...props} /> : null;
}

function Form({ busy, failure, onTry, onClose }: Omit<UnlockProps, 'open'>) {
  const { t } = useTranslation();
  const form = useId();
  const [phrase, setPhrase] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (phrase) onTry(phrase);
  };
  const wrong = failure?.code === 'bad_input';
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('app.unlock_title')}
      description={t('app.unlock_what')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" form={form} busy={busy}>
            {t('app.unlock_do')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={send} className="grid gap-3">
        <TextField
          label={t('connect.phrase')}
          type="password"
          autoComplete="off"
          value={phrase}
          onChange={(event) => setPhrase(event.target.value)}
          error={wrong ? t('app.unlock_wrong') : undefined}
        />
        {failure && !wrong && <ErrorState failure={failure} className="p-0" />}
      </form>
    </Dialog>
  );
}
