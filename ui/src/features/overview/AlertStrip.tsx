import { Clock3, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import { useMay } from '../../backend/session';
import type { Alert } from '../../bindings/types';
import { AlertIcon, useAlertText } from '../../components/AlertCard';
import { Button, buttonLook, IconButton } from '../../components/Button';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { useErrorText } from '../../lib/errors';
import { alertHref } from '../../lib/page';

const RANK = { bad: 0, warn: 1, info: 2 };
const SNOOZE_HOURS = 24;

/** What will break, worst first: the first one in full, the rest on demand. Decisions have their own card. */
export function AlertStrip({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const list = alerts
    .filter((alert) => alert.kind !== 'approval')
    .sort((a, b) => RANK[a.level] - RANK[b.level]);
  if (list.length === 0) return null;
  const rest = list.length - 1;
  return (
    <section
      aria-label={t('alert.title')}
      className="divide-y divide-line rounded-card border border-line bg-surface"
    >
      {(all ? list : list.slice(0, 1)).map((alert, i) => (
        <Row key={alert.id} alert={alert}>
          {i === 0 && rest > 0 && (
            <Button look="ghost" size="s" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t('overview.alerts_fewer') : t('overview.alerts_more', { count: rest })}
            </Button>
          )}
        </Row>
      ))}
    </section>
  );
}

function Row({ alert, children }: { alert: Alert; children: ReactNode }) {
  const { t } = useTranslation();
  const { title, body } = useAlertText()(alert);
  const error = useErrorText();
  const may = useMay('alert_close');
  const snooze = useWrite('alert_snooze');
  const close = useWrite('alert_close');
  const failure = snooze.error ?? close.error;
  return (
    <div className="flex items-center gap-[10px] px-[14px] py-2 phone:flex-wrap">
      <AlertIcon alert={alert} />
      {alert.marketplace && <MarketplaceMark id={alert.marketplace} />}
      <p className="m-0 min-w-0 flex-1">
        <span className="font-medium">{title}</span> <span className="text-text-2">{body}</span>
        {failure && (
          <span role="alert" className="text-bad">
            {' '}
            {error(failure).title}
          </span>
        )}
      </p>
      <span className="flex shrink-0 items-center gap-1 phone:w-full phone:justify-end">
        {children}
        <a href={`#${alertHref(alert)}`} className={buttonLook({ size: 's' })}>
          {t(alert.kind === 'stock' ? 'overview.to_stock' : 'alert.open')}
        </a>
        {may && (
          <>
            <IconButton
              small
              label={t('alert.snooze')}
              icon={<Clock3 size={14} aria-hidden="true" />}
              busy={snooze.isPending}
              onClick={() => snooze.mutate({ id: alert.id, hours: SNOOZE_HOURS })}
            />
            <IconButton
              small
              label={t('alert.close')}
              icon={<X size={14} aria-hidden="true" />}
              busy={close.isPending}
              onClick={() => close.mutate({ id: alert.id })}
            />
          </>
        )}
      </span>
    </div>
  );
}
