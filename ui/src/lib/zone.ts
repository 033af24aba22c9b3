import { createContext, useContext } from 'react';

/** The zone in which times are shown: the shops' own, never the machine's. Outside of the app there is none. */
export const Zone = createContext<string | undefined>(undefined);

export function useZone(): string | undefined {
  return useContext(Zone);
}
