import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { Overview, Period } from '../../bindings/types';
import { PageHead } from '../../components/PageHead';
import { Segmented } from '../../components/Segmented';
import { ErrorState, Skeleton } from '../../components/States';
import { useAccount } from '../../lib/account';
import { usePainted } from '../../lib/painted';
import { useAddress, wholeOf, wordOf } from '../../lib/search';
import { AiToday } from './AiToday';
import { AlertStrip } from './AlertStrip';
import { ByMarketplace } from './ByMarketplace';
import { Decisions } from './Decisions';
import { ProductDialog } from './ProductDialog';
import { SalesChart } from './SalesChart';
import { StockCard } from './StockCard';
import { Tiles, TilesSkeleton } from './Tiles';
import { useSentence } from './use-sentence';
import { useToday } from './use-today';

const PERIODS = ['today', 'yesterday', '7d', '30d', 'month'] as const satisfies readonly Period[];

/** Ten seconds: is the day good, what waits, what will break, what did the AI do. */
export function OverviewPage() {
  const { t } = useTranslation();
  const account = useAccount();
  const [address, setAddress] = useAddress<{ period: Period }>();
  const period = wordOf<Period>(address.period, PERIODS);
  const read = useRead('overview_get', { period, account }, { keep: true });
  usePainted('overview', read.data !== undefined);
  const sentence = useSentence();
  const today = useToday(read.data?.period.zone);
  return (
    <div className="mx-auto grid min-h-full max-w-[1640px] content-start gap-3 p-5 phone:p-4">
      <PageHead
        title={today}
        actions={
          <Segmented
            label={t('overview.period')}
            value={period}
            segments={PERIODS.map((value) => ({ value, label: t(`overview.periods.${value}`) }))}
            onChange={(next) => setAddress({ period: next === 'today' ? undefined : next })}
            className="phone:w-full phone:*:flex-1 phone:*:justify-center"
          />
        }
      >
        {read.data ? sentence(read.data, period) : ' '}
      </PageHead>
      {read.error && (
        <ErrorState
          failure={read.error}
          meanwhile={read.data && t('common.shown_older')}
          onRetry={() => void read.refetch()}
        />
      )}
      {read.data ? (
        <Body overview={read.data} period={period} account={account} />
      ) : (
        !read.error && <Waiting />
      )}
    </div>
  );
}

type BodyProps = { overview: Overview; period: Period; account: number | null };

function Body({ overview, period, account }: BodyProps) {
  const [address, setAddress] = useAddress<{ listing: number; article: string }>();
  // Articles may be numbers, and an address tells no number from a text.
  const article = address.article === undefined ? null : String(address.article);
  const marked = overview.stock.find((row) => row.article === article)?.listing ?? null;
  const listing = wholeOf(address.listing);
  return (
    <>
      {listing !== null && <ProductDialog id={listing} onClose={() => setAddress({ listing: undefined })} />}
      <AlertStrip alerts={overview.alerts} />
      <Tiles tiles={overview.tiles} period={period} account={account} days={overview.period} />
      <div className="grid grid-cols-[minmax(0,1fr)_360px] gap-3 wide:grid-cols-[minmax(0,1.95fr)_minmax(360px,1fr)] narrow:grid-cols-1">
        <SalesChart period={period} account={account} zones={overview.period.zones} />
        <div className="min-w-0 narrow:-order-1">
          <Decisions rows={overview.waiting} total={overview.waiting_total} />
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)] items-start gap-3 wide:grid-cols-[minmax(0,1.56fr)_minmax(0,1fr)_minmax(0,1.06fr)] narrow:grid-cols-1">
        <ByMarketplace overview={overview} period={period} />
        <StockCard rows={overview.stock} total={overview.stock_total} marked={marked} />
        <div className="col-span-2 min-w-0 wide:col-span-1 narrow:col-span-1">
          <AiToday rows={overview.activity} />
        </div>
      </div>
    </>
  );
}

function Waiting() {
  return (
    <>
      <TilesSkeleton />
      <div className="rounded-card border border-line bg-surface">
        <Skeleton rows={8} />
      </div>
    </>
  );
}
