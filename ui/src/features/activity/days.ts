import type { ActivityRow } from '../../bindings/types';

export type Day = { key: string; rows: ActivityRow[] };

/** Rows by the day on which they happened, in the order in which they come. */
export function byDay(rows: readonly ActivityRow[], dayOf: (iso: string) => string): Day[] {
  const days: Day[] = [];
  for (const row of rows) {
    const key = dayOf(row.at);
    const last = days.at(-1);
    if (last?.key === key) last.rows.push(row);
    else days.push({ key, rows: [row] });
  }
  return days;
}
