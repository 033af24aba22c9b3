export type Piece = { text: string; fact: number | null };
type Span = { start: number; end: number; fact: number };

/**
 * Cuts a text where facts stand behind it. Spans count characters, not UTF-16 units, as the engine does; one that lies outside
 * the text or over an earlier one is left out rather than drawn wrongly.
 */
export function cutBySpans(text: string, spans: readonly Span[]): Piece[] {
  const characters = Array.from(text);
  const pieces: Piece[] = [];
  let at = 0;
  const push = (from: number, to: number, fact: number | null) => {
    if (to > from) pieces.push({ text: characters.slice(from, to).join(''), fact });
  };
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at || span.end > characters.length || span.end <= span.start) continue;
    push(at, span.start, null);
    push(span.start, span.end, span.fact);
    at = span.end;
  }
  push(at, characters.length, null);
  return pieces;
}

/** The length that marketplaces count: characters, an emoji is one. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
