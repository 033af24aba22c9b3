import { CircleCheck, CircleDashed, CircleHelp, CircleStop, type LucideIcon, Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CampaignState } from '../../bindings/types';
import { Status, type Tone } from '../../components/Tag';

const LOOK: Record<CampaignState, [Tone, LucideIcon]> = {
  ready: ['neutral', CircleDashed],
  active: ['ok', CircleCheck],
  paused: ['warn', Pause],
  ended: ['neutral', CircleStop],
  unknown: ['neutral', CircleHelp],
};

/** Where a campaign stands. */
export function CampaignStatus({ state }: { state: CampaignState }) {
  const { t } = useTranslation();
  const [tone, icon] = LOOK[state];
  return (
    <Status tone={tone} icon={icon} className="text-12">
      {t(`ads.state.${state}`)}
    </Status>
  );
}
