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

/**
 * The engine's time in ms, moving on between reads. Ages are counted from it: the demo's clock is not the machine's.
 * `every` = how often it moves on screen; a countdown wants a second.
 */
export function useNow(every = TICK_MS): number {
  const { data, dataUpdatedAt } = useSession();
  const [tick, setTick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setTick(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  if (!data) return tick;
  const pace = data.demo ? paceOf(Date.parse(data.now), dataUpdatedAt) : 1;
  return Date.parse(data.now) + Math.max(0, tick - dataUpdatedAt) * pace;
}

const FASTEST = 1000;
const seen = { engine: 0, machine: 0, pace: 1 };

/** How fast the demo's clock runs beside this machine's, from two readings of it. */
function paceOf(engine: number, machine: number): number {
  const span = machine - seen.machine;
  if (span < 1000) return seen.pace;
  const measured = seen.machine > 0 ? (engine - seen.engine) / span : 1;
  Object.assign(seen, { engine, machine, pace: measured < 1.5 ? 1 : Math.min(FASTEST, measured) });
  return seen.pace;
}

/** A moment of the engine's clock by this machine's clock, for what only knows the machine's. */
export function useMachineTime(): (iso: string) => string {
  const { data, dataUpdatedAt } = useSession();
  return (iso) => {
    if (!data) return iso;
    const pace = data.demo ? paceOf(Date.parse(data.now), dataUpdatedAt) : 1;
    return new Date(dataUpdatedAt + (Date.parse(iso) - Date.parse(data.now)) / pace).toISOString();
  };
}
