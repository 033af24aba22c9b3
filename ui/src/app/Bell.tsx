import { Bell as BellIcon, BellOff, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../backend/query';
import { useMay } from '../backend/session';
import { AlertCard } from '../components/AlertCard';
import { Popover } from '../components/Popover';
import { EmptyState, ErrorState, Loaded } from '../components/States';

const SNOOZE_HOURS = 24;

export function Bell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const alerts = useRead('alerts_list', {});
  const snooze = useWrite('alert_snooze');
  const close = useWrite('alert_close');
  const may = useMay('alert_close');
  const failure = snooze.error ?? close.error;
  const count = alerts.data?.length ?? 0;
  return (
    <Popover
      align="end"
      title={t('alert.title')}
      flush
      open={open}
      onOpenChange={setOpen}
      className="w-[min(400px,calc(100vw-24px))]"
      trigger={
        <button
          type="button"
          aria-label={alerts.error && !alerts.data ? t('alert.bell_unknown') : t('alert.bell', { count })}
          className="relative grid size-[26px] shrink-0 place-items-center rounded-m text-text-2 hover:bg-hover phone:size-11"
        >
          <BellIcon size={16} aria-hidden="true" />
          {alerts.error && !alerts.data && (
            <TriangleAlert
              size={12}
              className="absolute -right-[2px] -top-[2px] text-warn"
              aria-hidden="true"
            />
          )}
          {count > 0 && (
            <span className="fig absolute -right-1 -top-1 min-w-4 phone:right-1 phone:top-1 rounded-full bg-bad px-1 text-center text-[10px]/4 font-semibold text-surface dark:text-page">
              {count}
            </span>
          )}
        </button>
      }
    >
      <Loaded read={alerts} rows={3}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={BellOff} title={t('alert.none')}>
              {t('alert.none_why')}
            </EmptyState>
          ) : (
            <div className="divide-y divide-line">
              {failure && <ErrorState failure={failure} />}
              {list.map((alert) => (
                <AlertCard
                  key={alert.id}
                  alert={alert}
                  onOpen={() => setOpen(false)}
                  onSnooze={may ? () => snooze.mutate({ id: alert.id, hours: SNOOZE_HOURS }) : undefined}
                  onClose={may ? () => close.mutate({ id: alert.id }) : undefined}
                />
              ))}
            </div>
          )
        }
      </Loaded>
    </Popover>
  );
}
