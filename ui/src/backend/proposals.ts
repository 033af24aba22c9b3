import { useEffect, useRef, useState } from 'react';
import type { ProposedChange } from '../bindings/types';
import { asFailure, type Failure } from './failure';
import { useWrite } from './query';

type Ask = () => Promise<ProposedChange | ProposedChange[]>;

/**
 * Changes on their way through the rules to a person's yes. What waits for that yes belongs to whoever asked: when they ask for
 * something else or leave without a word, it is taken back.
 */
export function useProposals() {
  const agree = useWrite('change_decide');
  const cancel = useWrite('change_decide');
  const [found, setFound] = useState<ProposedChange[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<'checking' | 'agreeing' | null>(null);
  const waiting = useRef<number[]>([]);
  const clearing = useRef<Promise<unknown>>(Promise.resolve());
  const asked = useRef(0);

  const takeBack = (ids: readonly number[]) => {
    const all = ids.map((id) => cancel.mutateAsync({ id, yes: false }).catch(() => undefined));
    if (all.length > 0) clearing.current = Promise.all([clearing.current, ...all]);
  };
  /** What was asked before counts no more. */
  const forget = () => {
    asked.current += 1;
    setFound(null);
    setFailure(null);
    setBusy(null);
    takeBack(waiting.current.splice(0));
  };
  const leave = useRef(forget);
  leave.current = forget;
  useEffect(() => () => leave.current(), []);

  const check = async (asks: readonly Ask[]) => {
    forget();
    const own = asked.current;
    setBusy('checking');
    await clearing.current;
    const all: ProposedChange[] = [];
    let failed: Failure | null = null;
    for (const ask of asks) {
      if (own !== asked.current || failed) break;
      const answer = await ask().catch((thrown: unknown) => {
        failed = asFailure(thrown);
        return [];
      });
      all.push(...[answer].flat());
    }
    const waits = all.filter((one) => one.change.state === 'waiting').map((one) => one.change.id);
    if (own !== asked.current || failed) takeBack(waits);
    if (own !== asked.current) return;
    setBusy(null);
    if (failed) return setFailure(failed);
    waiting.current = waits;
    setFound(all);
  };
  const confirm = async (then: () => void) => {
    if (waiting.current.length === 0 || busy) return;
    setBusy('agreeing');
    setFailure(null);
    // From here on it is decided: whoever leaves now has said yes.
    const ids = waiting.current.splice(0);
    for (const [at, id] of ids.entries()) {
      try {
        await agree.mutateAsync({ id, yes: true });
      } catch (thrown) {
        const failed = asFailure(thrown);
        setBusy(null);
        setFailure(failed);
        // Somebody else decided about that one; the others still wait.
        waiting.current = ids.slice(failed.code === 'conflict' ? at + 1 : at);
        return;
      }
    }
    setBusy(null);
    then();
  };
  return {
    found,
    /** How many wait for a yes. */
    open: found?.filter((one) => one.change.state === 'waiting').length ?? 0,
    checking: busy === 'checking',
    agreeing: busy === 'agreeing',
    failure,
    check: (asks: readonly Ask[]) => void check(asks),
    forget,
    confirm: (then: () => void) => void confirm(then),
  };
}
