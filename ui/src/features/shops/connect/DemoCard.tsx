import { useNavigate } from '@tanstack/react-router';
import { Boxes, Hand, MessageSquare, Play, ScrollText, Store } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../../backend/query';
import { useMay } from '../../../backend/session';
import { Button } from '../../../components/Button';
import { Card } from '../../../components/Card';
import { Bar } from '../../../components/Progress';
import { ErrorState } from '../../../components/States';

const SCENES = [
  ['shops', Store],
  ['reviews', MessageSquare],
  ['waits', Hand],
  ['stock', Boxes],
  ['log', ScrollText],
] as const;

/** What the demo is, in five lines, and the one button that starts it. */
export function DemoCard() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const start = useWrite('demo_start');
  const may = useMay('demo_start');
  return (
    <Card flush className="flex flex-col">
      <div className="grid flex-1 grid-cols-2 gap-x-10 gap-y-3 px-[14px] pb-4 pt-[11px] narrow:grid-cols-1">
        <div>
          <h2 className="text-13 font-semibold">{t('connect.demo_title')}</h2>
          <p className="mt-1 max-w-[72ch] text-text-2">{t('connect.demo_what')}</p>
          {start.isPending && (
            <div className="mt-4" role="status">
              <p className="mb-2 text-text-2">{t('connect.demo_preparing')}</p>
              <Bar value={null} label={t('connect.demo_preparing')} />
            </div>
          )}
          {start.error && <ErrorState failure={start.error} className="px-0 pb-0" />}
        </div>
        <ul className="m-0 grid list-none gap-2 p-0 pt-1">
          {SCENES.map(([key, Icon]) => (
            <li key={key} className="flex items-start gap-[10px]">
              <Icon size={16} className="mt-[2px] text-text-3" aria-hidden="true" />
              <span>{t(`connect.demo_${key}`)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-[14px] py-[11px]">
        {may ? (
          <Button
            look="primary"
            icon={<Play size={16} aria-hidden="true" />}
            busy={start.isPending}
            onClick={() => start.mutate({}, { onSuccess: () => void navigate({ to: '/overview' }) })}
          >
            {t('connect.demo_start')}
          </Button>
        ) : (
          <span className="text-12 text-text-3">{t('shops.owner_connects')}</span>
        )}
        <span className="text-12 text-text-3">{t('connect.demo_later')}</span>
      </div>
    </Card>
  );
}
