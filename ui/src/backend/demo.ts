import type { Failure } from './failure';
import { useWrite } from './query';
import { useMay } from './session';

/** The way out of the demo, for those who may go. */
export type DemoExit = { busy: boolean; failure: Failure | null; leave: (then: () => void) => void };

export function useDemoExit(): DemoExit | null {
  const stop = useWrite('demo_stop');
  const may = useMay('demo_stop');
  if (!may) return null;
  return {
    busy: stop.isPending,
    failure: stop.error,
    leave: (then) => stop.mutate({}, { onSuccess: then }),
  };
}
