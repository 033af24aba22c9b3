import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../../backend/query';
import { Button } from '../../../components/Button';
import { Dialog } from '../../../components/Dialog';
import { TextField } from '../../../components/Field';
import { ErrorState } from '../../../components/States';

const SHORTEST = 12;

/** The passphrase of the sealed file. Asked twice, kept nowhere: without it the keys cannot be read again. */
export function SealedFile({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useId();
  const [phrase, setPhrase] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const choose = useWrite('secrets_choose_sealed_file');
  const short = phrase.length < SHORTEST ? t('connect.phrase_short', { count: SHORTEST }) : undefined;
  const differs = phrase !== again ? t('connect.phrase_differs') : undefined;
  const close = () => {
    setPhrase('');
    setAgain('');
    setTried(false);
    choose.reset();
    onClose();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short && !differs) choose.mutate({ passphrase: phrase }, { onSuccess: close });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('connect.sealed_title')}
      description={t('connect.sealed_what')}
      actions={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" form={form} busy={choose.isPending}>
            {t('connect.sealed_do')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={send} className="grid gap-3">
        <TextField
          label={t('connect.phrase')}
          type="password"
          autoComplete="new-password"
          value={phrase}
          onChange={(event) => setPhrase(event.target.value)}
          hint={t('connect.phrase_hint')}
          error={tried ? short : undefined}
        />
        <TextField
          label={t('connect.phrase_again')}
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.target.value)}
          error={tried && !short ? differs : undefined}
        />
        {choose.error && <ErrorState failure={choose.error} className="p-0" />}
      </form>
    </Dialog>
  );
}
