import { useTranslation } from 'react-i18next';
import type { ReturnRow } from '../../bindings/types';
import { DueTag } from '../../components/Due';
import { ListRow } from '../../components/ListRow';
import { MEANING, Status } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';
import { useWhy } from './words';

type Props = { row: ReturnRow; open: boolean; onOpen: () => void };

/** One return: of what, why, how much, until when. */
export function ReturnItem({ row, open, onOpen }: Props) {
  const formats = useFormats();
  const why = useWhy();
  return (
    <ListRow
      marketplace={row.marketplace}
      title={row.title}
      open={open}
      onOpen={onOpen}
      aside={
        <>
          {row.amount && <span className="tnum font-medium">{formats.money(row.amount, 'auto')}</span>}
          <Standing row={row} />
        </>
      }
    >
      <div className="cut text-12 text-text-2">{why(row)}</div>
      {/* The buyer's words: text, and nothing else. */}
      {row.comment && <div className="cut text-12 text-text-3">{row.comment}</div>}
    </ListRow>
  );
}

/** A decision under way, else until when one is wanted, else since when. */
function Standing({ row }: { row: ReturnRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (row.change) {
    const waits = row.change.state === 'waiting';
    return (
      <Status
        tone={waits ? 'warn' : 'info'}
        icon={waits ? MEANING.waits : MEANING.onTheWay}
        className="text-12"
      >
        {t(`changes.state.${row.change.state}`)}
      </Status>
    );
  }
  const waits = row.state === 'undecided' || row.state === 'waiting';
  if (row.deadline && waits) return <DueTag at={row.deadline} />;
  return <span className="fig text-12 text-text-3">{formats.date(row.created_at, 'short_date')}</span>;
}
