/** The place `by` rows further in a list, held at both ends; without a place yet, the first or the last one. */
export function stepIn<T>(list: readonly T[], current: T | null, by: 1 | -1): T | null {
  if (list.length === 0) return null;
  const at = current === null ? -1 : list.indexOf(current);
  if (at < 0) return (by > 0 ? list[0] : list.at(-1)) ?? null;
  return list[Math.min(list.length - 1, Math.max(0, at + by))] ?? null;
}

/** Where to go when `gone` leaves the list: the row after it, otherwise the one before, otherwise nowhere. */
export function besides<T>(list: readonly T[], gone: T): T | null {
  const at = list.indexOf(gone);
  if (at < 0) return null;
  return list[at + 1] ?? list[at - 1] ?? null;
}
