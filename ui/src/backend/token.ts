const KEY = 'sam.token';

/**
 * The one-time token of `sam serve` arrives in the address (`#token=…`), moves into this tab's session storage and leaves the
 * address at once, so that it stays out of the history and of copied links.
 */
export function takeToken(): void {
  const found = /^#token=([^&/]+)(?:&(.*))?$/.exec(location.hash);
  if (!found?.[1]) return;
  sessionStorage.setItem(KEY, decodeURIComponent(found[1]));
  history.replaceState(null, '', `${location.pathname}${location.search}#/`);
}

export function token(): string {
  return sessionStorage.getItem(KEY) ?? '';
}
