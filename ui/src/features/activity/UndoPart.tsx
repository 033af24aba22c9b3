import { CircleSlash, Hourglass, type LucideIcon, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import type { ActivityDetail, UndoState } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Status } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';
import { isChange } from './changes';
import { UndoDialog } from './UndoDialog';

/** Anything else cannot be taken back (any more). */
const ICON: Partial<Record<UndoState, LucideIcon>> = { done: Undo2, under_way: Hourglass };

type Props = { detail: ActivityDetail; may: boolean; undoing: boolean; onUndo: (on: boolean) => void };

/** The way back: the button with its last day, or an honest word that there is none. */
export function UndoPart({ detail, may, undoing, onUndo }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = new Date(useNow()).toISOString();
  const { row, undo_note: note, undo_until: until } = detail;
  if (row.undo === 'none') return null;
  if (row.undo !== 'possible') {
    return (
      <div className="flex flex-wrap items-center gap-x-3 text-12">
        <Status icon={ICON[row.undo] ?? CircleSlash}>{t(`activity.undo_long.${row.undo}`)}</Status>
        {note && (
          <span className="text-text-2">
            {t([isChange(row.act) ? `undo.change_${note}` : `undo.${note}`, `undo.${note}`, note])}
          </span>
        )}
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      {may ? (
        <Button kbd="Z" icon={<Undo2 size={16} aria-hidden="true" />} onClick={() => onUndo(true)}>
          {t(isChange(row.act) ? 'activity.back_do' : 'activity.undo_do')}
        </Button>
      ) : (
        <Status icon={Undo2}>{t('overview.can_undo')}</Status>
      )}
      {until && (
        <span className="fig ml-auto text-12 text-text-3">
          {t('activity.undo_until', { at: formats.deadline(until, now) })}
        </span>
      )}
      {may && undoing && <UndoDialog detail={detail} onClose={() => onUndo(false)} />}
    </div>
  );
}
