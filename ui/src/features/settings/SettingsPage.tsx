import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { mayCall, useSession } from '../../backend/session';
import type { Settings } from '../../bindings/types';
import { PageHead } from '../../components/PageHead';
import { ErrorState, Loaded } from '../../components/States';
import { AiSection } from './AiSection';
import { AppSection } from './AppSection';
import { AutonomySection } from './AutonomySection';
import { DataSection } from './DataSection';
import { LookSection } from './LookSection';
import { useSetting } from './use-setting';
import { VoiceSection } from './VoiceSection';

export function SettingsPage() {
  const { t } = useTranslation();
  const read = useRead('settings_get', {});
  return (
    <div className="mx-auto grid max-w-[1080px] gap-3 p-5 phone:p-4">
      <PageHead title={t('nav.settings')}>{t('settings.intro')}</PageHead>
      <Loaded read={read} rows={8}>
        {(settings) => <Sections saved={settings} />}
      </Loaded>
    </div>
  );
}

function Sections({ saved }: { saved: Settings }) {
  const session = useSession().data;
  const { set, saving, error } = useSetting();
  const settings = { ...saved, ...saving };
  if (!session) return null;
  const may = mayCall(session, 'settings_set');
  return (
    <>
      {error && <ErrorState failure={error} />}
      <AutonomySection settings={settings} may={may} set={set} />
      <AiSection settings={settings} session={session} may={may} set={set} />
      <VoiceSection settings={settings} may={may} set={set} />
      <LookSection settings={settings} may={may} set={set} />
      {may && <AppSection settings={settings} set={set} />}
      <DataSection settings={settings} session={session} may={may} set={set} />
    </>
  );
}
