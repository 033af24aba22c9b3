import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposal } from '../../backend/proposal';
import type { CampaignRow } from '../../bindings/types';
import { ProposeDialog } from '../../components/ProposeDialog';

type Props = { row: CampaignRow; act: 'start' | 'pause' | 'end'; onClose: () => void };

/** A campaign is started, paused or ended: there is nothing to write, so the rules look at once. */
export function StepDialog({ row, act, onClose }: Props) {
  const { t } = useTranslation();
  const { check, ...proposal } = useProposal('campaign_propose');
  const ask = useRef(() => check({ account: row.account, key: row.key, step: { act } }));
  useEffect(() => ask.current(), []);
  return (
    <ProposeDialog
      title={t(`ads.${act}_title`)}
      description={row.name}
      proposal={proposal}
      why={undefined}
      onCheck={ask.current}
      onClose={onClose}
      keep={t('ads.keep')}
      confirm={t(`ads.${act}_do`)}
      agreed={t('prices.agreed')}
      refused={t('ads.refused')}
      danger={act === 'end'}
    >
      <p className="m-0 text-text-2">{t(`ads.${act}_what`)}</p>
    </ProposeDialog>
  );
}
