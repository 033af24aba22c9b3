import type { CampaignItem, CampaignRow, Change, Money } from '../../bindings/types';

/** What somebody wants to do with a campaign; a dialog asks for the rest. */
export type Wish =
  | { kind: 'step'; act: 'start' | 'pause' | 'end' }
  | { kind: 'budget'; per: string }
  | { kind: 'bid'; item: CampaignItem; out: boolean }
  | { kind: 'decide'; change: Change };

/** What was told last of a campaign's money, as the marketplace counts it. */
export function moneyOf(row: CampaignRow, per: string): Money | null {
  if (per === 'day') return row.budget_day;
  return per === 'week' ? row.budget_week : row.left;
}

/** A sum that says in which units a campaign reckons. */
export function likeOf(row: CampaignRow): Money | null {
  return row.budget_day ?? row.budget_week ?? row.left ?? row.figures?.spend ?? null;
}
