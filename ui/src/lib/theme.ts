import type { Theme } from '../bindings/types';

const HINT = 'sam.theme';

/** Sets the theme on the document. The choice itself lives in the settings; the hint only spares a flash at the next start. */
export function applyTheme(theme: Theme): void {
  const dark =
    theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.className = dark ? 'dark' : 'light';
  localStorage.setItem(HINT, theme);
}

export function hintedTheme(): Theme {
  const hint = localStorage.getItem(HINT);
  return hint === 'dark' || hint === 'light' ? hint : 'system';
}

/** Calls back when the system changes between light and dark. */
export function onSystemTheme(changed: () => void): () => void {
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
