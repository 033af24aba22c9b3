import { useTranslation } from 'react-i18next';
import { useMay } from '../../backend/session';
import { useKeys } from '../../lib/keys';
import { NARROW, useMedia } from '../../lib/media';
import { ActHead } from './ActHead';
import { ActList } from './ActList';
import { ActPanel } from './ActPanel';
import { useActs } from './use-acts';

/** The log: what was done, its proof, its undo. */
export function ActivityPage() {
  const { t } = useTranslation();
  const narrow = useMedia(NARROW);
  const acts = useActs();
  const may = useMay('activity_undo');
  const { open, show, step } = acts;
  const last = acts.rows.find((row) => row.undo === 'possible');
  const undoLast = () => {
    const chosen = acts.rows.find((row) => row.id === open && row.undo === 'possible') ?? last;
    if (may && chosen) acts.undo(chosen.id);
  };
  const down = () => step(1);
  const up = () => step(-1);
  const close = () => show(null);
  const find = () => acts.searchBox.current?.focus();
  useKeys({
    ArrowDown: down,
    ArrowUp: up,
    J: down,
    K: up,
    Escape: close,
    Slash: find,
    Z: undoLast,
    'Mod+Z': undoLast,
  });
  const covered = narrow && open !== null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {covered && <h1 className="sr-only">{t('nav.activity')}</h1>}
      {!covered && <ActHead acts={acts} />}
      <div
        className={
          open !== null && !narrow
            ? 'grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_456px] grid-rows-[minmax(0,1fr)] border-t border-line wide:grid-cols-[minmax(0,1fr)_500px]'
            : 'grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] border-t border-line'
        }
      >
        {!covered && <ActList acts={acts} may={may} />}
        {open !== null && (
          <section
            aria-label={t('activity.panel')}
            className="min-h-0 min-w-0 overflow-y-auto border-l border-line bg-surface narrow:border-l-0"
          >
            <ActPanel
              key={open}
              id={open}
              may={may}
              undoing={acts.undoing}
              onUndo={(on) => acts.undo(on ? open : null)}
              onOpen={show}
              onClose={() => show(null)}
            />
          </section>
        )}
      </div>
    </div>
  );
}
