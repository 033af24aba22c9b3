import { DatabaseBackup, Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useJobs } from '../../backend/jobs';
import { useRead, useWrite } from '../../backend/query';
import { useMay } from '../../backend/session';
import type { Session, Settings } from '../../bindings/types';
import { Button } from '../../components/Button';
import { JobCards } from '../../components/JobCards';
import { ErrorState, Skeleton } from '../../components/States';
import { say } from '../../components/Toast';
import { typedWhole } from '../../lib/amounts';
import { useFormats } from '../../lib/use-formats';
import { SavedText } from './SavedText';
import { Fixed, Section } from './Section';

const SHOWN = 5;
const COPIES = ['backup'] as const;
/** As the engine has it. */
const MOST_BACKUPS = 60;
type Props = { settings: Settings; session: Session; may: boolean; set: (change: Partial<Settings>) => void };

/** Where everything lies, copies of it, and the brake. */
export function DataSection({ settings, session, may, set }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t('settings.data')} about={t('settings.data_about')}>
      <div className="grid gap-1">
        <Fixed label={t('settings.store')}>
          <span className="break-all font-mono text-[11.5px]">{session.store}</span>
        </Fixed>
        <Fixed label={t('settings.secrets')}>
          {session.secrets.name || t(`settings.secrets_${session.secrets.kind}`)}
        </Fixed>
        <Fixed label={t('settings.version')}>{session.version}</Fixed>
      </div>
      {may && (
        <>
          <Engine paused={session.paused} />
          <SavedText
            className="max-w-[300px]"
            label={t('settings.backup_keep')}
            numeric
            value={String(settings.backup_keep)}
            check={(text) =>
              typedWhole(text, 1, MOST_BACKUPS) === null
                ? t('settings.whole', { least: 1, most: MOST_BACKUPS })
                : undefined
            }
            onSave={(text) => set({ backup_keep: Number(text) })}
          />
          <Backups />
        </>
      )}
    </Section>
  );
}

function Engine({ paused }: { paused: boolean }) {
  const { t } = useTranslation();
  const pause = useWrite('engine_pause');
  const resume = useWrite('engine_resume');
  const failure = pause.error ?? resume.error;
  return (
    <div>
      {paused ? (
        <Button
          icon={<Play size={16} aria-hidden="true" />}
          busy={resume.isPending}
          onClick={() => resume.mutate({})}
        >
          {t('settings.resume')}
        </Button>
      ) : (
        <Button
          icon={<Pause size={16} aria-hidden="true" />}
          busy={pause.isPending}
          onClick={() => pause.mutate({})}
        >
          {t('settings.pause')}
        </Button>
      )}
      <p className="mt-1 text-12 text-text-3">{t('settings.pause_hint')}</p>
      {failure && <ErrorState failure={failure} className="p-0" />}
    </div>
  );
}

function Backups() {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay('backups_list');
  const list = useRead('backups_list', {}, { enabled: may });
  const create = useWrite('backup_create');
  const jobs = useJobs(COPIES);
  const run = () =>
    create.mutate(
      {},
      {
        onSuccess: ({ bytes }) => {
          say({ text: t('settings.backed_up', { size: formats.bytes(bytes) }) });
          void list.refetch();
        },
      },
    );
  return (
    <div>
      <Button icon={<DatabaseBackup size={16} aria-hidden="true" />} busy={create.isPending} onClick={run}>
        {t('settings.backup_now')}
      </Button>
      <p className="mt-1 mb-2 text-12 text-text-3">{t('settings.backup_hint')}</p>
      <JobCards {...jobs} />
      {create.error && <ErrorState failure={create.error} className="px-0" />}
      {list.error && !list.data && (
        <ErrorState failure={list.error} onRetry={() => void list.refetch()} className="px-0" />
      )}
      {may && list.isPending && <Skeleton rows={2} className="px-0" />}
      {list.data?.length === 0 && <p className="mt-2 text-12 text-text-3">{t('settings.no_backups')}</p>}
      {list.data && list.data.length > 0 && (
        <ul className="m-0 mt-2 grid list-none gap-1 p-0 text-12">
          {list.data.slice(0, SHOWN).map((backup) => (
            <li key={backup.path} className="flex flex-wrap gap-x-4">
              <span className="fig">{formats.date(backup.at, 'date_time')}</span>
              <span className="fig text-text-3">{formats.bytes(backup.bytes)}</span>
              <span className="cut font-mono text-[11.5px] text-text-3">{backup.path}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
