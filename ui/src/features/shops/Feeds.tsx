import { Clock, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import type { FeedState } from '../../bindings/types';
import { Table, Td, Th, Tr } from '../../components/Table';
import { Status } from '../../components/Tag';
import { useErrorText } from '../../lib/errors';
import { useAgo } from '../../lib/use-ago';
import { useFormats } from '../../lib/use-formats';

/** When each feed was last read to its end, how many rows it holds, and what is wrong with it. */
export function Feeds({ feeds }: { feeds: readonly FeedState[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table label={t('shops.feeds')}>
      <thead>
        <tr>
          <Th>{t('shops.feed')}</Th>
          <Th>{t('shops.last_sync')}</Th>
          <Th right>{t('shops.rows')}</Th>
        </tr>
      </thead>
      <tbody>
        {feeds.map((feed) => (
          <Tr key={feed.feed}>
            <Td className="font-medium">{t([`capability.${feed.feed}`, feed.feed])}</Td>
            <Td className="py-1">
              <When feed={feed} />
            </Td>
            <Td right>
              {formats.number(feed.rows)}
              {feed.bad_rows > 0 && (
                <div className="text-12 text-warn">
                  {t('shops.bad_rows', { count: feed.bad_rows, n: formats.number(feed.bad_rows) })}
                </div>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function When({ feed }: { feed: FeedState }) {
  const { t } = useTranslation();
  const ago = useAgo();
  const now = useNow();
  const formats = useFormats();
  const error = useErrorText();
  const age = feed.last_ok_at ? ago((now - Date.parse(feed.last_ok_at)) / 1000) : t('sync.never');
  if (feed.running) {
    return (
      <Status icon={LoaderCircle} turns>
        {t('sync.running')}
      </Status>
    );
  }
  if (!feed.problem && feed.bad_in_round > 0) {
    return (
      <div>
        <Status tone="warn" icon={TriangleAlert} wrap>
          {t('shops.partial', { count: feed.bad_in_round, n: formats.number(feed.bad_in_round) })}
        </Status>
        <div className="fig text-12 text-text-3">{age}</div>
      </div>
    );
  }
  if (!feed.problem) return <span className="fig text-text-2">{age}</span>;
  const until = feed.problem.code === 'rate_limited' ? feed.problem.detail?.retry_at : undefined;
  return (
    <div>
      <Status tone={until ? 'info' : 'warn'} icon={until ? Clock : TriangleAlert} wrap>
        {until
          ? t('shops.waits_until', { at: formats.deadline(until, new Date(now).toISOString()) })
          : error(feed.problem).title}
      </Status>
      <div className="fig text-12 text-text-3">{age}</div>
    </div>
  );
}
