import { useEffect, useState } from 'react';
import { CALLS, type CallName } from '../bindings/calls';
import type { Role, Session } from '../bindings/types';
import { useRead } from './query';

const RANK: Record<Role, number> = { partner: 0, owner: 1, admin: 2 };
const TICK_MS = 15_000;

export function useSession() {
  return useRead('session_get', {});
}

/** Whether this session may make that call. A viewer of another engine's store writes nothing at all. */
export function mayCall(session: Session | undefined, name: CallName): boolean {
  if (!session) return false;
  const row = CALLS[name];
  const writes = row.invalidates.length > 0 || row.role !== 'partner';
  if (session.mode === 'viewer' && writes) return false;
  return RANK[session.role] >= RANK[row.role];
}

/** `mayCall` as a hook: write buttons are absent, not disabled, when it is false. */
export function useMay(name: CallName): boolean {
  return mayCall(useSession().data, name);
}

/** The engine's time in ms, moving on between reads. Ages are counted from it: the demo's clock is not the machine's. */
export function useNow(): number {
  const { data, dataUpdatedAt } = useSession();
  const [tick, setTick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setTick(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const now = data ? Date.parse(data.now) : tick;
  return data ? now + Math.max(0, tick - dataUpdatedAt) : tick;
}
