import { RefreshCw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../backend/query';
import { useNow } from '../backend/session';
import { MarketplaceMark } from '../components/MarketplaceMark';
import { Popover } from '../components/Popover';
import { oldestRead } from '../lib/age';
import { cx } from '../lib/cx';
import { useErrorText } from '../lib/errors';
import { useAgo } from '../lib/use-ago';

/** How old the data are: the age of the feed that lags most. Opens into shop by shop, feed by feed. */
export function SyncAge() {
  const { t } = useTranslation();
  const ago = useAgo();
  const now = useNow();
  const error = useErrorText();
  const shops = useRead('shops_list', {}).data ?? [];
  if (shops.length === 0) return null;
  const running = shops.some((shop) => shop.feeds.some((feed) => feed.running));
  const failed = shops.some((shop) => shop.feeds.some((feed) => feed.problem));
  const Icon = failed ? TriangleAlert : RefreshCw;
  const ages = shops.map(oldestRead).filter((at) => at !== null);
  const text =
    ages.length > 0 ? t('sync.updated', { ago: ago((now - Math.min(...ages)) / 1000) }) : t('sync.never');
  return (
    <Popover
      align="end"
      title={t('sync.title')}
      trigger={
        <button
          type="button"
          aria-label={text}
          className={cx(
            'flex h-[26px] shrink-0 items-center gap-[6px] rounded-m px-2 text-12 text-text-2 hover:bg-hover phone:size-11 phone:justify-center',
            failed && 'text-warn',
          )}
        >
          <Icon size={14} className={running && !failed ? 'spin' : ''} aria-hidden="true" />
          <span className="fig phone:hidden">{text}</span>
        </button>
      }
    >
      <div className="mt-2 grid gap-3">
        {shops.map((shop) => (
          <div key={shop.id}>
            <div className="flex items-center gap-2 font-medium">
              <MarketplaceMark id={shop.marketplace} /> <span className="cut">{shop.name}</span>
            </div>
            {shop.feeds.map((feed) => (
              <div key={feed.feed} className="flex gap-3 text-12">
                <span className="text-text-2">{t([`capability.${feed.feed}`, feed.feed])}</span>
                <span
                  className={cx(
                    'tnum ml-auto inline-flex items-center gap-1',
                    feed.problem ? 'text-warn' : 'text-text-3',
                  )}
                >
                  {feed.problem && <TriangleAlert size={12} aria-label={error(feed.problem).title} />}
                  {feed.running
                    ? t('sync.running')
                    : feed.last_ok_at
                      ? ago((now - Date.parse(feed.last_ok_at)) / 1000)
                      : t('sync.never')}
                </span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </Popover>
  );
}
