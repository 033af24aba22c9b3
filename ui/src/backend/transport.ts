import { ALL_TAGS } from '../bindings/calls';
import type { Tag } from '../bindings/types';
import { asFailure, Failure, isApiError } from './failure';
import { token } from './token';

/** One way to the engine. Three exist: the desktop's, the browser's, and made-up data for tests and design work. */
export interface Transport {
  call(name: string, args: unknown): Promise<unknown>;
  /** Tells of changed tags until the returned function is called. */
  changes(changed: (tags: Tag[]) => void): () => void;
  /** Tells where a click on a pop-up of the desktop leads. Only the desktop has such clicks. */
  opens?(open: (page: string) => void): () => void;
  /** Opens a file that the engine fetched, by its row: in the system's viewer, or as a download. */
  file(id: number, name: string): Promise<void>;
}

export function isDesktop(): boolean {
  return '__TAURI_INTERNALS__' in window;
}

/** Tauri: one command `call`, one event `changed`. */
export const desktop: Transport = {
  async call(name, args) {
    const { invoke } = await import('@tauri-apps/api/core');
    try {
      return await invoke('call', { name, args });
    } catch (thrown) {
      throw asFailure(thrown);
    }
  },
  changes(changed) {
    const listening = import('@tauri-apps/api/event').then(({ listen }) =>
      listen<Tag[]>('changed', (event) => changed(event.payload)),
    );
    return () => void listening.then((stop) => stop());
  },
  opens(open) {
    const listening = import('@tauri-apps/api/event').then(({ listen }) =>
      listen<string>('open', (event) => open(event.payload)),
    );
    return () => void listening.then((stop) => stop());
  },
  async file(id) {
    const { invoke } = await import('@tauri-apps/api/core');
    try {
      await invoke('open_file', { id });
    } catch (thrown) {
      throw asFailure(thrown);
    }
  },
};

/** `sam serve`: the same calls over loopback HTTP. */
export const browser: Transport = {
  async call(name, args) {
    const answer = await post(name, args);
    if (answer !== null && typeof answer === 'object') {
      if ('ok' in answer) return answer.ok;
      if ('error' in answer && isApiError(answer.error)) throw new Failure(answer.error);
    }
    throw new Failure({ code: 'unreadable_answer', message: 'the answer has neither ok nor error' });
  },
  changes(changed) {
    const stop = new AbortController();
    void follow(changed, stop.signal);
    return () => stop.abort();
  },
  async file(id, name) {
    const address = URL.createObjectURL(await reach(`/api/file/${id}`, {}, bytes));
    const link = Object.assign(document.createElement('a'), { href: address, download: name });
    link.click();
    // The browser has taken the bytes by then.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  },
};

async function bytes(reply: Response): Promise<Blob> {
  if (reply.ok) return reply.blob();
  const said: unknown = await reply.json();
  const error = said !== null && typeof said === 'object' && 'error' in said ? said.error : null;
  throw new Failure(isApiError(error) ? error : { code: 'not_found', message: `HTTP ${reply.status}` });
}

async function post(name: string, args: unknown): Promise<unknown> {
  const body = JSON.stringify({ name, args });
  const headers = { 'Content-Type': 'application/json' };
  return reach('/api/call', { method: 'POST', headers, body }, (reply) => reply.json());
}

/** A request in the session, and what is read from its answer. */
async function reach<T>(path: string, init: RequestInit, read: (reply: Response) => Promise<T>): Promise<T> {
  try {
    const headers = { ...init.headers, 'X-Sam-Token': await token() };
    const reply = await fetch(path, { ...init, headers });
    if (reply.status === 401 || reply.status === 403)
      throw new Failure({ code: 'forbidden', message: `HTTP ${reply.status}` });
    return await read(reply);
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw new Failure({ code: 'unreachable', message: String(thrown), detail: { host: location.host } });
  }
}

const RETRY_MS = [500, 1000, 2000, 5000, 10_000];

/** Server-sent events by fetch and not by EventSource: only fetch can carry the token in a header. */
async function follow(changed: (tags: Tag[]) => void, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const reply = await fetch('/api/events', {
        headers: { 'X-Sam-Token': await token(), Accept: 'text/event-stream' },
        signal,
      });
      if (!reply.ok || !reply.body) throw new Error(`HTTP ${reply.status}`);
      // After a gap nobody knows what was missed: everything on screen is read again.
      if (failures > 0) changed([...ALL_TAGS]);
      failures = 0;
      await readEvents(reply.body, changed);
    } catch {
      if (signal.aborted) return;
    }
    await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 10_000);
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, changed: (tags: Tag[]) => void): Promise<void> {
  const reader = body.getReader();
  const text = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + text.decode(value, { stream: true })).split(/\r?\n\r?\n/);
    rest = parts.pop() ?? '';
    for (const part of parts) tellTags(part, changed);
  }
}

export function tellTags(event: string, changed: (tags: Tag[]) => void): void {
  const lines = event.split(/\r?\n/);
  if (!lines.some((line) => /^event:\s*changed$/.test(line))) return;
  const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim());
  try {
    const tags: unknown = JSON.parse(data.join('\n'));
    if (Array.isArray(tags)) changed(tags as Tag[]);
  } catch {
    // A torn event is no reason to stop listening: the next one tells the newer state.
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
