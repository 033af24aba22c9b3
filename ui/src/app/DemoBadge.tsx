import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDemoExit } from '../backend/demo';
import { LeaveDemo } from '../components/LeaveDemo';
import { Popover } from '../components/Popover';

/** Amber and always there while the shops are the sandbox's. Says what is made up, and how to leave. */
export function DemoBadge() {
  const { t } = useTranslation();
  const exit = useDemoExit();
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
      <p className="mb-3 mt-1 text-12 text-text-2">{t('demo.what')}</p>
      <LeaveDemo exit={exit} />
    </Popover>
  );
}
