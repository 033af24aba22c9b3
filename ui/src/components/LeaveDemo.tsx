import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DemoExit } from '../backend/demo';
import { useErrorText } from '../lib/errors';
import { Button } from './Button';

/** Back to the seller's own shops, for those who may. */
export function LeaveDemo({ exit }: { exit: DemoExit | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const error = useErrorText();
  if (!exit) return null;
  return (
    <div className="grid justify-items-start gap-2">
      {exit.failure && <p className="text-12 text-bad">{error(exit.failure).title}</p>}
      <Button size="s" busy={exit.busy} onClick={() => exit.leave(() => void navigate({ to: '/connect' }))}>
        {t('demo.leave')}
      </Button>
    </div>
  );
}
