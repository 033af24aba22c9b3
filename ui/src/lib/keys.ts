import { useEffect, useRef } from 'react';

/** True while the keyboard belongs to a text: single letters must not act then. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  );
}

/**
 * The name of a chord by PHYSICAL key, so that shortcuts work in a Cyrillic layout: `A`, `Shift+X`, `Mod+K`, `ArrowDown`,
 * `Enter`, `Escape`, `Slash`, `Shift+Slash` (that is `?`), `Mod+Enter`. `Mod` is Ctrl, or Cmd on a Mac.
 */
export function chordOf(event: KeyboardEvent): string {
  const key = event.code.replace(/^Key|^Digit/, '').replace(/^NumpadEnter$/, 'Enter');
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  return mod + (event.altKey ? 'Alt+' : '') + (event.shiftKey ? 'Shift+' : '') + key;
}

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;
type KeyOptions = { enabled?: boolean; whileTyping?: readonly string[] };

const SEQUENCE_MS = 1200;
const ARROWS = ['ArrowDown', 'ArrowUp'];
const WALKED = '[role="radiogroup"], [role="tablist"], [role="menu"], [role="listbox"], [role="group"]';
/** A held key may walk through a list. It never acts: the second row that it would act on was not read by anyone. */
const REPEATS = ['ArrowDown', 'ArrowUp', 'J', 'K'];

/**
 * Listens on the window. Keys of the map are chords (`A`) or sequences of two (`G O`). Chords without `Mod` are silent while
 * typing, unless named in `whileTyping`. An open dialog or popup keeps its keys to itself (`data-keys="own"` on an ancestor).
 */
export function useKeys(map: KeyMap, { enabled = true, whileTyping = [] }: KeyOptions = {}): void {
  const current = useRef({ map, whileTyping });
  current.current = { map, whileTyping };
  useEffect(() => {
    if (!enabled) return;
    const listen = makeListener(() => current.current);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);
}

function makeListener(current: () => { map: KeyMap; whileTyping: readonly string[] }) {
  let first: { chord: string; at: number } | null = null;
  return (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isOwned(event.target)) return;
    const { map, whileTyping } = current();
    const chord = chordOf(event);
    if (isTyping(event.target) && !chord.startsWith('Mod+') && !whileTyping.includes(chord)) return;
    const pair = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.chord} ${chord}` : null;
    const starts = Object.keys(map).some((name) => name.startsWith(`${chord} `));
    const act = (pair && map[pair]) || (pair ? undefined : map[chord]) || (pair ? map[chord] : undefined);
    first = starts && !(pair && map[pair]) ? { chord, at: event.timeStamp } : null;
    if (!act || (ARROWS.includes(event.code) && scrolls(event.target))) return;
    event.preventDefault();
    if (!event.repeat || REPEATS.includes(chord)) act(event);
  };
}

/** Arrow keys belong to what scrolls under the focus, and to what is walked by them; in a list of rows they move the choice. */
function scrolls(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('[data-keys="rows"]')) return false;
  if (target.closest(WALKED)) return true;
  for (let box: HTMLElement | null = target; box && box !== document.body; box = box.parentElement) {
    const scrollable = /(auto|scroll)/.test(getComputedStyle(box).overflowY);
    if (scrollable && box.scrollHeight > box.clientHeight) return true;
  }
  return false;
}

function isOwned(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-keys="own"]') !== null;
}
