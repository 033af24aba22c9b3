import { useQueries } from '@tanstack/react-query';
import type { AnswerDetail, AnswerRow } from '../bindings/types';
import { call } from './call';
import { useWrite } from './query';

/** What a person does with a draft. Each call says on success what the screen does next. */
export function useDecisions() {
  const approve = useWrite('answer_approve');
  const reject = useWrite('answer_reject');
  const regenerate = useWrite('answer_regenerate');
  const cancel = useWrite('answer_cancel');
  const confident = useWrite('answers_approve_confident');
  return { approve, reject, regenerate, cancel, confident };
}

/** So long a row that took another one's place stands on the screen before it can be approved. */
export const LOOK_MS = 400;
let tookPlace = Number.NEGATIVE_INFINITY;
let clock = () => performance.now();

/** For tests: how long a person looks must not depend on how fast the machine is. */
export function setLookClock(own: () => number): void {
  clock = own;
}

/** For tests: nobody has decided anything yet. */
export function forgetDecisions(): void {
  tookPlace = Number.NEGATIVE_INFINITY;
  clock = () => performance.now();
}

/**
 * A decided row leaves, and the next one appears under the same key and the same pointer. Whoever presses twice meant the row
 * that is gone: `passOn` is told when it left, `isFresh` is true while nobody can have read the one in its place.
 */
export function passOn(): void {
  tookPlace = clock();
}

export function isFresh(): boolean {
  return clock() - tookPlace < LOOK_MS;
}

export const READ_AHEAD = 15;
/** A read that hangs holds up the others no longer than this. */
const PATIENCE_MS = 1000;

let lane: Promise<unknown> = Promise.resolve();

/** One after another: reading ahead must never stand in the way of what a person has just asked for. */
function inTurn<R>(read: () => Promise<R>): Promise<R> {
  const turn = lane.then(read, read);
  lane = Promise.race([turn.catch(() => undefined), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
  return turn;
}

/** Reviews and questions number their rows apart. */
export function rowKey({ kind, id }: Pick<AnswerRow, 'kind' | 'id'>): string {
  return `${kind}-${id}`;
}

/**
 * Details of the rows that wait, read ahead: moving on shows the next one at once, and the list knows which drafts the owner's
 * level alone asks about.
 */
export function useAhead(rows: readonly AnswerRow[], enabled: boolean): ReadonlyMap<string, AnswerDetail> {
  return useQueries({
    queries: (enabled ? rows.slice(0, READ_AHEAD) : []).map(({ kind, id }) => ({
      queryKey: ['answer_get', { kind, id }],
      queryFn: () => inTurn(() => call('answer_get', { kind, id })),
    })),
    combine: (found) =>
      new Map(
        found.flatMap(({ data }) => (data ? [[rowKey(data.row), data] as [string, AnswerDetail]] : [])),
      ),
  });
}

/** The engine's own measure of "approve all confident": nothing asks but the owner's level. */
export function isConfident({ draft, row }: AnswerDetail): boolean {
  return (
    row.state === 'waiting' &&
    draft?.verdict.decision === 'ask' &&
    draft.verdict.reasons.every((reason) => reason.code === 'autonomy_ask')
  );
}
