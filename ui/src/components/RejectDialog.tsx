import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../backend/failure';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { TextArea } from './Field';
import { ErrorState } from './States';

const READY = ['wrong_fact', 'tone', 'not_needed', 'self'] as const;

type Props = {
  open: boolean;
  busy: boolean;
  failure: Failure | null;
  onClose: () => void;
  onReject: (reason: string) => void;
};

/** Why a draft is not wanted. The reason is kept in the log, and the answer is not sent. */
export function RejectDialog(props: Props) {
  if (!props.open) return null;
  return <Open {...props} />;
}

function Open({ busy, failure, onClose, onReject }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const reject = () => text.trim() && onReject(text.trim());
  return (
    <Dialog
      open
      onClose={onClose}
      focus={field}
      title={t('reject.title')}
      description={t('reject.what')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="dangerFilled"
            busy={busy}
            why={text.trim() ? undefined : t('reject.why_first')}
            onClick={reject}
            kbd="Ctrl Enter"
          >
            {t('reject.do')}
          </Button>
        </>
      }
    >
      <div className="mb-3 flex flex-wrap gap-2">
        {READY.map((one) => (
          <Button key={one} size="s" onClick={() => setText(t(`reject.ready.${one}`))}>
            {t(`reject.ready.${one}`)}
          </Button>
        ))}
      </div>
      <TextArea
        ref={field}
        label={t('reject.reason')}
        rows={3}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.code !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          reject();
        }}
      />
      {failure && <ErrorState failure={failure} className="px-0 pb-0" />}
    </Dialog>
  );
}
