import { Lock, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CapabilityState, Cell, FeedState, Passport } from '../../bindings/types';
import { cx } from '../../lib/cx';

/** What the key may not do and what was not bought: each blocks nothing else, so one line says what is lost and how to get it. */
export function Lacks({ passport, capabilities = [], feeds = [] }: Told) {
  return (
    <>
      <MissingScopes passport={passport} capabilities={capabilities} />
      <Subscriptions capabilities={capabilities} feeds={feeds} />
    </>
  );
}

type Told = {
  passport: Passport | null;
  /** Nothing before the first check. */
  capabilities?: readonly CapabilityState[];
  feeds?: readonly FeedState[];
};

/** By the names of the cabinet where the key tells them, else by what cannot be done. */
function MissingScopes({ passport, capabilities }: Pick<Required<Told>, 'passport' | 'capabilities'>) {
  const { t } = useTranslation();
  const scopes = (passport?.scopes ?? []).filter((scope) => scope.state === 'missing_useful');
  const names = scopes.map((scope) => scope.name);
  const rows = capabilities.filter((row) => lacking(row, 'missing_scope'));
  if (names.length === 0 && (rows.length === 0 || passport?.read_only)) return null;
  const what =
    names.length > 0
      ? t('shops.missing', { count: names.length, names: names.join(', ') })
      : t('shops.missing_for', { names: rows.map((row) => t(`capability.${row.capability}`)).join(', ') });
  return (
    <Line tone="warn" icon={TriangleAlert} what={what}>
      {t('shops.missing_how')}
    </Line>
  );
}

/** One line for each subscription, with everything that it opens. */
function Subscriptions({ capabilities, feeds }: Pick<Required<Told>, 'capabilities' | 'feeds'>) {
  const { t } = useTranslation();
  const wanted = new Map<string, Set<string>>();
  const want = (about: string, what: string) => wanted.set(about, (wanted.get(about) ?? new Set()).add(what));
  for (const row of capabilities) {
    const cell = lacking(row, 'needs_subscription');
    if (cell?.detail) want(cell.detail, row.capability);
  }
  for (const feed of feeds) {
    const about = feed.problem?.code === 'needs_subscription' && feed.problem.detail?.about;
    if (about) want(about, feed.feed);
  }
  return [...wanted].map(([about, rows]) => {
    const names = [...rows].map((row) => t([`capability.${row}`, row])).join(', ');
    return (
      <Line key={about} tone="plain" icon={Lock} what={t('shops.subscription', { names, about })}>
        {t('shops.subscription_how', { button: t('shops.check') })}
      </Line>
    );
  });
}

function lacking(row: CapabilityState, state: Cell['state']): Cell | undefined {
  return [row.read, row.write].find((cell) => cell.state === state);
}

function Line({
  tone,
  icon: Icon,
  what,
  children,
}: {
  tone: 'warn' | 'plain';
  icon: LucideIcon;
  what: string;
  children: ReactNode;
}) {
  const warns = tone === 'warn';
  return (
    <div
      className={cx(
        'flex items-start gap-[10px] border-t border-line px-[14px] py-[10px] text-12',
        warns ? 'bg-warn-soft' : 'bg-sunken',
      )}
    >
      <Icon size={16} className={cx('shrink-0', warns ? 'text-warn' : 'text-text-3')} aria-hidden="true" />
      <p>
        <b className={cx('font-medium', warns && 'text-warn')}>{what}</b>{' '}
        <span className="text-text-2">{children}</span>
      </p>
    </div>
  );
}
