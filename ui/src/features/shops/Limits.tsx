import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import type { LimitState } from '../../bindings/types';
import { Bar } from '../../components/Progress';
import { Status } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';

/** Requests left by endpoint, as the marketplace's own headers and documents say. */
export function Limits({ limits }: { limits: readonly LimitState[] }) {
  const { t } = useTranslation();
  if (limits.length === 0) return <p className="text-12 text-text-2">{t('shops.no_limits')}</p>;
  return (
    <ul className="m-0 grid list-none gap-3 p-0">
      {limits.map((limit) => (
        <Limit key={limit.endpoint} limit={limit} />
      ))}
    </ul>
  );
}

function Limit({ limit }: { limit: LimitState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const { left, limit: most, period_seconds: period, blocked_until: until } = limit;
  const blocked = until !== null && Date.parse(until) > now;
  const name = t([
    `shops.endpoint.${limit.endpoint}`,
    `capability.${limit.endpoint}`,
    'shops.endpoint_other',
  ]);
  return (
    <li>
      <div className="mb-1 flex items-baseline gap-2 text-12">
        <span className="cut font-medium">{name}</span>
        <span className="fig ml-auto">
          {left !== null && <b className="font-medium">{formats.number(left)}</b>}
          {most !== null && (
            <span className="text-text-3">
              {left !== null && ' / '}
              {formats.number(most)}
              {period !== null &&
                `, ${t('shops.per', { span: period === 1 ? formats.duration(1) : formats.duration(period) })}`}
            </span>
          )}
          {left === null && most === null && <span className="text-text-3">{t('shops.limit_unknown')}</span>}
        </span>
      </div>
      {most !== null && left !== null && (
        <Bar value={left / most} label={name} tone={blocked ? 'bg-warn' : 'bg-c1'} />
      )}
      {blocked && (
        <Status tone="warn" icon={Clock} className="mt-1 text-12">
          {t('shops.blocked', { span: formats.duration((Date.parse(until) - now) / 1000) })}
        </Status>
      )}
    </li>
  );
}
