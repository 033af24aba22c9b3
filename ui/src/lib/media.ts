import { useSyncExternalStore } from 'react';

/** True while the media query holds, e.g. `useMedia('(max-width: 719px)')`. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

export const PHONE = '(max-width: 719px)';
export const NARROW = '(max-width: 1179px)';
