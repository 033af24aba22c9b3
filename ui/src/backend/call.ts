import type { CallName, Calls } from '../bindings/calls';
import type { Tag } from '../bindings/types';
import { browser, desktop, isDesktop, type Transport } from './transport';

let chosen: Transport | null = null;

/** Replaces the way to the engine; for tests and for design work with made-up data. */
export function setTransport(transport: Transport): void {
  chosen = transport;
}

function transport(): Transport {
  chosen ??= isDesktop() ? desktop : browser;
  return chosen;
}

/** The only door from a screen to the engine. Throws a `Failure`. */
export function call<N extends CallName>(name: N, args: Calls[N]['args']): Promise<Calls[N]['result']> {
  return transport().call(name, args) as Promise<Calls[N]['result']>;
}

/** Opens a file that the engine fetched. Throws a `Failure`. */
export function openFile(id: number, name: string): Promise<void> {
  return transport().file(id, name);
}

export function onChanges(changed: (tags: Tag[]) => void): () => void {
  return transport().changes(changed);
}

export function onOpen(open: (page: string) => void): () => void {
  return transport().opens?.(open) ?? (() => {});
}
