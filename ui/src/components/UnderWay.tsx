import { useTranslation } from 'react-i18next';
import type { Change } from '../bindings/types';
import { useSaid } from './said';
import { MEANING, Status } from './Tag';

/** A change that waits for a yes or is on its way, and what is to stand there. */
export function UnderWay({ change }: { change: Change }) {
  const { t } = useTranslation();
  const said = useSaid();
  const waits = change.state === 'waiting';
  return (
    <div className="py-[2px]">
      <Status tone={waits ? 'warn' : 'info'} icon={waits ? MEANING.waits : MEANING.onTheWay} wrap>
        {t(`changes.state.${change.state}`)}
      </Status>
      {change.after && (
        <div className="tnum whitespace-pre-wrap break-words text-12 text-text-2">→ {said(change.after)}</div>
      )}
    </div>
  );
}
