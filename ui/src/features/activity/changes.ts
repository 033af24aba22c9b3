/** Acts that changed something at a marketplace other than an answer to a buyer. */
export const CHANGES = [
  'set_price',
  'set_stock',
  'handled_parcel',
  'handled_supply',
  'decided_return',
  'wrote_to_buyer',
  'handled_campaign',
  'rewrote_card',
  'handled_promotion',
  'pinned_review',
] as const;

export function isChange(act: string): boolean {
  return (CHANGES as readonly string[]).includes(act);
}
