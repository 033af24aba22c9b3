import { CircleDashed, CircleHelp, Hand, LoaderCircle, type LucideIcon, Pencil, Send } from 'lucide-react';
import type { AnswerQueue, AnswerRow } from '../../bindings/types';
import { MEANING, type Tone } from '../../components/Tag';

type Look = { tone: Tone; icon: LucideIcon };

/** Icon and colour of each state; the word is `answers.state.<state>`. */
export const STATE_LOOK: Record<AnswerRow['state'], Look> = {
  unanswered: { tone: 'neutral', icon: CircleDashed },
  drafting: { tone: 'info', icon: LoaderCircle },
  draft: { tone: 'info', icon: Pencil },
  waiting: { tone: 'accent', icon: Hand },
  scheduled: { tone: 'info', icon: MEANING.onTheWay },
  sending: { tone: 'info', icon: Send },
  sent: { tone: 'ok', icon: MEANING.verified },
  rejected: { tone: 'neutral', icon: MEANING.failed },
  refused: { tone: 'bad', icon: MEANING.failed },
  unknown: { tone: 'warn', icon: CircleHelp },
  failed: { tone: 'bad', icon: MEANING.failed },
};

const QUEUE: Partial<Record<AnswerRow['state'], AnswerQueue>> = {
  unanswered: 'unanswered',
  drafting: 'unanswered',
  draft: 'draft',
  waiting: 'waiting',
  rejected: 'rejected',
  refused: 'rejected',
};

/** The queue in which a row of that state stands. */
export function queueOf(state: AnswerRow['state']): AnswerQueue {
  return QUEUE[state] ?? 'sent';
}

/** States in which a deadline still matters. */
export function isOpen(row: AnswerRow): boolean {
  return ['unanswered', 'drafting', 'draft', 'waiting'].includes(row.state);
}
