import { Check, CircleSlash, Eye, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Passport as View } from '../../bindings/types';
import { Bar } from '../../components/Progress';
import { Tag, type Tone } from '../../components/Tag';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';

const SOON_DAYS = 14;

/** What the key says about itself: kind, end, categories. */
export function Passport({ passport }: { passport: View }) {
  return (
    <div className="grid gap-[11px] px-[14px] pb-3 pt-[11px]">
      {passport.token_kinds.length > 0 && <Kinds passport={passport} />}
      <dl className="m-0 grid grid-cols-[96px_minmax(0,1fr)] items-center gap-x-3 gap-y-2 text-12">
        <Expiry passport={passport} />
        <Scopes passport={passport} />
      </dl>
      {passport.read_only && <ReadOnly />}
    </div>
  );
}

function Kinds({ passport }: { passport: View }) {
  const { t } = useTranslation();
  return (
    <ul
      aria-label={t('shops.kinds')}
      className="m-0 grid list-none grid-cols-4 overflow-hidden rounded-m border border-line p-0 phone:grid-cols-2"
    >
      {passport.token_kinds.map((kind) => {
        const own = kind === passport.token_kind;
        const good = kind === 'personal' || kind === 'service';
        return (
          <li
            key={kind}
            aria-current={own || undefined}
            className={cx(
              'border-l border-line px-[10px] py-[6px] text-11 text-text-3 first:border-l-0',
              own && (good ? 'bg-ok-soft text-ok' : 'bg-warn-soft text-warn'),
            )}
          >
            <span className={cx('flex items-center gap-[5px] text-12 font-medium', !own && 'text-text-2')}>
              {own &&
                (good ? (
                  <Check size={12} strokeWidth={2} aria-hidden="true" />
                ) : (
                  <TriangleAlert size={12} strokeWidth={2} aria-hidden="true" />
                ))}
              {t([`shops.kind.${kind}`, kind])}
            </span>
            {t([`shops.kind.${kind}_note`, ''])}
          </li>
        );
      })}
    </ul>
  );
}

function Expiry({ passport }: { passport: View }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { expires_at: at, days_left: left, days_total: total } = passport;
  if (!at) {
    return (
      <>
        <dt className="text-text-3">{t('shops.valid')}</dt>
        <dd className="m-0 text-text-2">{t('shops.no_expiry')}</dd>
      </>
    );
  }
  const soon = left !== null && left <= SOON_DAYS;
  return (
    <>
      <dt className="text-text-3">{t('shops.valid')}</dt>
      <dd className="m-0 flex flex-wrap items-center gap-x-[10px] gap-y-1">
        <span className={cx('fig font-medium', soon && 'text-warn')}>
          {t('shops.until', { date: formats.date(at, 'full_date') })}
        </span>
        {left !== null && total !== null && (
          <Bar
            value={left / total}
            label={t('shops.valid')}
            tone={soon ? 'bg-warn' : 'bg-ok'}
            className="min-w-16 flex-1"
          />
        )}
        {left !== null && (
          <span className="fig">
            <b className="font-medium">{t('shops.days_left', { count: left })}</b>
            {total !== null && <span className="text-text-3"> / {formats.number(total)}</span>}
          </span>
        )}
        <span className="text-text-3">{t('shops.reminder', { count: SOON_DAYS })}</span>
      </dd>
    </>
  );
}

const SCOPE_LOOK = {
  present: { tone: 'ok' as Tone, icon: Check },
  missing_useful: { tone: 'warn' as Tone, icon: TriangleAlert },
  not_needed: { tone: 'outline' as Tone, icon: CircleSlash },
};

/** Category names are the marketplace's own words: the seller looks for exactly them in the cabinet. */
function Scopes({ passport }: { passport: View }) {
  const { t } = useTranslation();
  if (passport.scopes.length === 0) return null;
  return (
    <>
      <dt className="self-start pt-[2px] text-text-3">{t('shops.scopes')}</dt>
      <dd className="m-0 flex flex-wrap gap-[5px]">
        {passport.scopes.map((scope) => {
          const { tone, icon } = SCOPE_LOOK[scope.state];
          return (
            <Tag key={scope.name} tone={tone} icon={icon}>
              {t(`shops.scope.${scope.state}`, { name: scope.name })}
            </Tag>
          );
        })}
      </dd>
    </>
  );
}

function ReadOnly() {
  const { t } = useTranslation();
  return (
    <p className="flex items-start gap-2 text-12 text-warn">
      <Eye size={14} aria-hidden="true" />
      {t('shops.read_only')}
    </p>
  );
}
