import { useNavigate } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../backend/query';
import { useMay } from '../backend/session';
import { Button } from '../components/Button';
import { Popover } from '../components/Popover';
import { useErrorText } from '../lib/errors';

/** Amber and always there while the shops are the sandbox's. Says what is made up, and how to leave. */
export function DemoBadge() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const stop = useWrite('demo_stop');
  const may = useMay('demo_stop');
  const error = useErrorText();
  return (
    <Popover
      title={t('demo.badge')}
      trigger={
        <button
          type="button"
          className="relative inline-flex h-6 shrink-0 items-center gap-[5px] rounded-m border border-warn/50 bg-warn-soft px-2 text-11 font-semibold text-warn after:absolute after:-inset-[10px] after:content-['']"
        >
          <FlaskConical size={12} strokeWidth={2} aria-hidden="true" />
          {t('demo.badge')}
        </button>
      }
    >
      <p className="mt-1 text-12 text-text-2">{t('demo.what')}</p>
      {stop.error && <p className="mt-2 text-12 text-bad">{error(stop.error).title}</p>}
      {may && (
        <Button
          size="s"
          className="mt-3"
          busy={stop.isPending}
          onClick={() => stop.mutate({}, { onSuccess: () => void navigate({ to: '/connect' }) })}
        >
          {t('demo.leave')}
        </Button>
      )}
    </Popover>
  );
}
