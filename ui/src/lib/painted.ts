import { useEffect } from 'react';

/**
 * Marks once that a first page with its data stands on the screen: two frames later what React has drawn is painted. Start
 * times are measured by it.
 */
export function usePainted(page: 'overview' | 'connect', ready: boolean): void {
  useEffect(() => {
    if (!ready || document.documentElement.dataset.painted) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        document.documentElement.dataset.painted = page;
        performance.mark('painted');
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [page, ready]);
}
