import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReturnRow } from '../../bindings/types';
import { Button, IconButton } from '../../components/Button';
import { DueTag } from '../../components/Due';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { OutsideLink } from '../../components/OutsideLink';
import { MEANING, Status } from '../../components/Tag';
import { UnderWay } from '../../components/UnderWay';
import { useFormats } from '../../lib/use-formats';
import { useWhy } from './words';

export type May = { propose: boolean; decide: boolean };
type Props = {
  row: ReturnRow;
  may: May;
  /** The shop's API and key let returns be decided. */
  offered: boolean;
  onDecide: () => void;
  onClose: () => void;
};

/** One return in full: what it is about, the buyer's words, what may be decided. */
export function ReturnPanel({ row, onClose, ...deciding }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = useMarketplaceName();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-[14px] px-5 py-[14px] phone:px-4">
      <header>
        <div className="flex items-center gap-2 text-12">
          <MarketplaceMark id={row.marketplace} />
          <span className="text-text-2">{name(row.marketplace)}</span>
          <span className="fig ml-auto text-text-3">{formats.date(row.created_at, 'date_time')}</span>
          <IconButton
            small
            label={t('common.close')}
            icon={<X size={14} aria-hidden="true" />}
            onClick={onClose}
          />
        </div>
        <h2 className="mt-1 break-words text-16 font-semibold tracking-[-0.01em]">{row.title}</h2>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Status>{t(`returns.state.${row.state}`)}</Status>
          {row.deadline && (row.state === 'undecided' || row.state === 'waiting') && (
            <DueTag at={row.deadline} />
          )}
        </div>
      </header>
      <Facts row={row} />
      <Words row={row} />
      {row.change && <UnderWay change={row.change} />}
      <Deciding row={row} {...deciding} />
    </div>
  );
}

function Facts({ row }: { row: ReturnRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const why = useWhy();
  const lines: [string, string | null][] = [
    [t('returns.why'), why(row)],
    [t('returns.amount'), row.amount && formats.money(row.amount, 'auto')],
    [t('returns.quantity'), formats.number(row.quantity)],
    [t('returns.order'), row.order],
    [t('returns.article'), row.article || null],
  ];
  return (
    <dl className="m-0 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
      {lines.map(
        ([label, value]) =>
          value && (
            <div key={label} className="contents">
              <dt className="text-text-3">{label}</dt>
              <dd className="fig m-0 break-words">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** What the buyer wrote and showed: data of a stranger, drawn as text and links. */
function Words({ row }: { row: ReturnRow }) {
  const { t } = useTranslation();
  const photos = row.photos.filter((photo) => photo.startsWith('https://'));
  if (!row.comment && photos.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-13 font-semibold">{t('returns.words')}</h3>
      {row.comment && (
        <blockquote className="m-0 whitespace-pre-wrap break-words border-l-2 border-line-2 pl-3 text-14">
          {row.comment}
        </blockquote>
      )}
      {photos.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {photos.map((photo, i) => (
            <OutsideLink key={photo} href={photo}>
              {t('returns.photo', { n: i + 1 })}
            </OutsideLink>
          ))}
        </div>
      )}
    </section>
  );
}

/** The way to decide, or in words why there is none. */
function Deciding({ row, may, offered, onDecide }: Omit<Props, 'onClose'>) {
  const { t } = useTranslation();
  const name = useMarketplaceName();
  const waits = row.change?.state === 'waiting';
  if (waits && may.decide) {
    return (
      <div>
        <Button look="primary" onClick={onDecide}>
          {t('prices.decide')}
        </Button>
      </div>
    );
  }
  if (row.change || (row.choices.length === 0 && row.state !== 'undecided')) return null;
  if (row.choices.length === 0 || !offered) {
    return (
      <Status icon={MEANING.notOffered} wrap className="text-12">
        {t('returns.in_cabinet', { marketplace: name(row.marketplace) })}
      </Status>
    );
  }
  if (!may.propose) return <p className="m-0 text-12 text-text-3">{t('returns.owner_decides')}</p>;
  return (
    <div>
      <Button look="primary" onClick={onDecide}>
        {t('returns.decide')}
      </Button>
    </div>
  );
}
