import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../backend/query';
import { useMay } from '../backend/session';
import { useErrorText } from '../lib/errors';
import { Button } from './Button';

/** Back to the seller's own shops, for those who may. */
export function LeaveDemo() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const stop = useWrite('demo_stop');
  const may = useMay('demo_stop');
  const error = useErrorText();
  if (!may) return null;
  return (
    <div className="grid justify-items-start gap-2">
      {stop.error && <p className="text-12 text-bad">{error(stop.error).title}</p>}
      <Button
        size="s"
        busy={stop.isPending}
        onClick={() => stop.mutate({}, { onSuccess: () => void navigate({ to: '/connect' }) })}
      >
        {t('demo.leave')}
      </Button>
    </div>
  );
}
