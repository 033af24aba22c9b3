import type { CallName, Calls } from '../bindings/calls';
import type { ProposedChange } from '../bindings/types';
import { useProposals } from './proposals';
import { useWrite } from './query';

/** Calls that ask for a change. */
type Asks = { [N in CallName]: Calls[N]['result'] extends ProposedChange ? N : never }[CallName];

/** One change on its way through the rules to a person's yes. */
export function useProposal<N extends Asks>(name: N) {
  const propose = useWrite(name);
  const { found, open, check, ...rest } = useProposals();
  return {
    ...rest,
    found: found?.[0] ?? null,
    /** It waits for a yes. */
    open: open > 0,
    check: (wanted: Calls[N]['args']) => check([() => propose.mutateAsync(wanted)]),
    /** Forgets what was asked, if anything was. */
    touch: () => {
      if (found || rest.checking || rest.failure) rest.forget();
    },
  };
}

/** A proposal as a dialog sees it, whatever it asks for. */
export type Proposal = Omit<ReturnType<typeof useProposal<'price_propose'>>, 'check'>;
