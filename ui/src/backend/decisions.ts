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

const READ_AHEAD = 25;

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
      queryFn: () => call('answer_get', { kind, id }),
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
