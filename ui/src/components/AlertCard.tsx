import {
  BadgeAlert,
  Bell,
  Boxes,
  Database,
  Hand,
  KeyRound,
  type LucideIcon,
  Replace,
  Star,
  Store,
  Wallet,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../bindings/types';
import { cx } from '../lib/cx';
import { alertHref } from '../lib/page';
import { useFormats } from '../lib/use-formats';
import { Button, IconButton } from './Button';
import { MarketplaceMark, useMarketplaceName } from './MarketplaceMark';
import { useSaid } from './said';

const ICON: Record<string, LucideIcon> = {
  stock: Boxes,
  approval: Hand,
  token: KeyRound,
  shop: Store,
  budget: Wallet,
  bad_review: Star,
  store: Database,
  change: Replace,
};
const INK = { info: 'text-info', warn: 'text-warn', bad: 'text-bad' };

/** Words of an alert. The engine names a key; the kind's own words stand in when the key is not in the catalogue. */
export function useAlertText(): (alert: Alert) => { title: string; body: string } {
  const { t, i18n } = useTranslation();
  const marketplace = useMarketplaceName();
  const formats = useFormats();
  const said = useSaid();
  return (alert) => {
    const moments: Record<string, string> = {};
    for (const [name, value] of Object.entries(alert.detail))
      moments[name] = /^\d{4}-\d\d-\d\dT/.test(value) ? formats.date(value, 'date_time') : value;
    if (moments.words) moments.words = said(moments.words);
    const values = { ...moments, marketplace: alert.marketplace ? marketplace(alert.marketplace) : '' };
    const body = [`${alert.title_key}_body`, `alert.kind.${alert.kind}_body`].find((key) => i18n.exists(key));
    return {
      title: t([alert.title_key, `alert.kind.${alert.kind}`], values),
      body: body ? t(body, values) : '',
    };
  };
}

/** The sign of an alert's kind, in the colour of its level. */
export function AlertIcon({ alert, className }: { alert: Alert; className?: string }) {
  const Icon = ICON[alert.kind] ?? (alert.level === 'bad' ? BadgeAlert : Bell);
  return <Icon size={16} className={cx(INK[alert.level], className)} aria-hidden="true" />;
}

type AlertCardProps = {
  alert: Alert;
  onSnooze?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
  onOpen?: () => void;
};

/** Cause, consequence, one action, snooze. */
export function AlertCard({ alert, onSnooze, onClose, onOpen }: AlertCardProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { title, body } = useAlertText()(alert);
  return (
    <div className="flex gap-3 px-[14px] py-3">
      <AlertIcon alert={alert} className="mt-[2px]" />
      <div className="min-w-0 flex-1">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1 font-semibold">{title}</div>
          {alert.marketplace && <MarketplaceMark id={alert.marketplace} className="mt-[2px]" />}
          {onClose && (
            <IconButton
              small
              label={t('alert.close')}
              icon={<X size={14} aria-hidden="true" />}
              onClick={onClose}
              className="-m-1"
            />
          )}
        </div>
        <div className="text-12 text-text-2">
          {body} <span className="whitespace-nowrap text-text-3">{formats.date(alert.at, 'date_time')}</span>
        </div>
        <div className="mt-2 flex gap-1">
          <a
            href={`#${alertHref(alert)}`}
            onClick={onOpen}
            className="inline-flex h-[26px] items-center rounded-m border border-line-2 bg-surface px-[9px] text-12 font-medium text-text no-underline shadow-1 hover:bg-hover dark:bg-raised phone:min-h-11"
          >
            {t('alert.open')}
          </a>
          {onSnooze && (
            <Button look="ghost" size="s" onClick={onSnooze}>
              {t('alert.snooze')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
