import { Eye, HardDrive, Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../backend/query';
import { useMay } from '../backend/session';
import type { Session } from '../bindings/types';
import { Button } from '../components/Button';
import { KeysClosed } from './KeysClosed';

/** One line each: the disk is full; keys are closed; this window only looks; the engine stands still. */
export function Notices({ session }: { session: Session }) {
  const { t } = useTranslation();
  const resume = useWrite('engine_resume');
  const may = useMay('engine_resume');
  const owner = session.engine_owner;
  return (
    <>
      {session.store_problem && (
        <div
          role="alert"
          className="flex items-center gap-2 border-b border-line bg-bad-soft px-5 py-2 text-12 text-bad phone:px-4"
        >
          <HardDrive size={14} aria-hidden="true" />
          {t(`app.${session.store_problem}`)}
        </div>
      )}
      {session.mode === 'engine' && !session.first_run && <KeysClosed secrets={session.secrets} />}
      {session.mode === 'viewer' && (
        <div
          role="status"
          className="flex items-center gap-2 border-b border-line bg-info-soft px-5 py-2 text-12 text-info phone:px-4"
        >
          <Eye size={14} aria-hidden="true" />
          {owner ? t('app.viewer_of', { host: owner.host, pid: owner.pid }) : t('app.viewer')}
        </div>
      )}
      {session.mode === 'engine' && session.role === 'partner' && (
        <div
          role="status"
          className="flex items-center gap-2 border-b border-line bg-info-soft px-5 py-2 text-12 text-info phone:px-4"
        >
          <Eye size={14} aria-hidden="true" />
          {t('app.partner_only')}
        </div>
      )}
      {session.paused && (
        <div
          role="status"
          className="flex items-center gap-2 border-b border-line bg-warn-soft px-5 py-2 text-12 text-warn phone:px-4"
        >
          <Pause size={14} aria-hidden="true" />
          <span className="flex-1">{t('app.paused')}</span>
          {may && (
            <Button size="s" busy={resume.isPending} onClick={() => resume.mutate({})}>
              {t('app.resume')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
