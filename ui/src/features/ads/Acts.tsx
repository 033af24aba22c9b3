import { CircleStop, Pause, Play, Wallet } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CampaignActs, CampaignRow } from '../../bindings/types';
import { Button } from '../../components/Button';
import type { May } from './CampaignPanel';
import type { Wish } from './wish';

type Props = {
  row: CampaignRow;
  /** What the marketplace lets be done; absent where nothing may be done now. */
  acts: CampaignActs | undefined;
  may: May;
  onWish: (wish: Wish) => void;
};

/** What may be done with a campaign. What its marketplace does not offer is absent. */
export function Acts({ row, acts, may, onWish }: Props) {
  const { t } = useTranslation();
  const { change, state } = row;
  if (change?.state === 'waiting' && may.decide) {
    return (
      <div>
        <Button look="primary" onClick={() => onWish({ kind: 'decide', change })}>
          {t('prices.decide')}
        </Button>
      </div>
    );
  }
  if (!acts || state === 'ended') return null;
  const step = (act: 'start' | 'pause' | 'end') => () => onWish({ kind: 'step', act });
  return (
    <div className="flex flex-wrap gap-2">
      {acts.start && state !== 'active' && (
        <Button icon={<Play size={14} aria-hidden="true" />} onClick={step('start')}>
          {t('ads.act.start')}
        </Button>
      )}
      {acts.pause && state === 'active' && (
        <Button icon={<Pause size={14} aria-hidden="true" />} onClick={step('pause')}>
          {t('ads.act.pause')}
        </Button>
      )}
      {acts.budget.map((per) => (
        <Button
          key={per}
          icon={<Wallet size={14} aria-hidden="true" />}
          onClick={() => onWish({ kind: 'budget', per })}
        >
          {t(`ads.act.budget_${per}`)}
        </Button>
      ))}
      {acts.end && (
        <Button look="danger" icon={<CircleStop size={14} aria-hidden="true" />} onClick={step('end')}>
          {t('ads.act.end')}
        </Button>
      )}
    </div>
  );
}
