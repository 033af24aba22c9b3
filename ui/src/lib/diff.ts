export type DiffPart = { text: string; changed: boolean };
export type Diff = { before: DiffPart[]; after: DiffPart[] };

/** A word or a sign, with the blanks that follow it. */
const TOKEN = /[\p{L}\p{N}\p{M}]+\s*|[^\s\p{L}\p{N}\p{M}]\s*|\s+/gu;

/** What was taken out of a text and what was put in, by words. */
export function diffWords(before: string, after: string): Diff {
  const [a, b] = [before.match(TOKEN) ?? [], after.match(TOKEN) ?? []];
  const kept = longestCommon(
    a.map((one) => one.trim()),
    b.map((one) => one.trim()),
  );
  return { before: parts(a, kept.left), after: parts(b, kept.right) };
}

/** Places of the words that both texts share, in order. */
function longestCommon(a: string[], b: string[]): { left: Set<number>; right: Set<number> } {
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const [left, right] = [new Set<number>(), new Set<number>()];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      left.add(i);
      right.add(j);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return { left, right };
}

/** Neighbours of one kind become one part; the blank after a changed part is not marked. */
function parts(tokens: string[], kept: Set<number>): DiffPart[] {
  const made: DiffPart[] = [];
  tokens.forEach((text, i) => {
    const changed = !kept.has(i);
    const last = made.at(-1);
    if (last && last.changed === changed) last.text += text;
    else made.push({ text, changed });
  });
  return made.flatMap((part) => {
    const bare = part.text.trimEnd();
    if (!part.changed || bare === part.text) return [part];
    return [
      { text: bare, changed: true },
      { text: part.text.slice(bare.length), changed: false },
    ];
  });
}
