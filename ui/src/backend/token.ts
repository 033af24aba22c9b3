const KEY = 'sam.session';

let entering: Promise<void> = Promise.resolve();

/**
 * The one-time token of `sam serve` arrives in the address (`#token=…`), is exchanged for the server's session at once and
 * leaves the address, so that it stays out of the history and of copied links. The session stays in this browser: a closed tab
 * can be opened again. It is worth nothing once the server has ended.
 */
export function takeToken(): void {
  const found = /^#token=([^&/]+)(?:&(.*))?$/.exec(location.hash);
  if (!found?.[1]) return;
  history.replaceState(null, '', `${location.pathname}${location.search}#/`);
  entering = enter(decodeURIComponent(found[1]));
}

async function enter(once: string): Promise<void> {
  try {
    const reply = await fetch('/api/enter', { method: 'POST', headers: { 'X-Sam-Token': once } });
    // A link that was opened before opens nothing; this browser may be the one that opened it.
    if (!reply.ok) return;
    const { session } = (await reply.json()) as { session: string };
    localStorage.setItem(KEY, session);
  } catch {
    // The first call says that the server cannot be reached.
  }
}

/** The session, once it is there. */
export async function token(): Promise<string> {
  await entering;
  return localStorage.getItem(KEY) ?? '';
}
