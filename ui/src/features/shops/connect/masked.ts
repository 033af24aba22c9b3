/** A secret as it may stand on the screen: parts that say who it is, dots, the last four characters. */
export type Masked = { text: string; part: 'header' | 'claims' | 'dots' | 'tail' | 'dot' }[];

const TAIL = 4;
const CLAIMS_SHOWN = 45;
const DOTS = 24;

/**
 * A JWT shows its header and the start of its claims, which are public by nature; its signature never shows.
 * Anything else shows only its last four characters, and not even those when it is short.
 */
export function masked(secret: string): Masked {
  const [header, claims, signature, more] = secret.trim().split('.');
  if (header?.startsWith('eyJ') && claims && signature && more === undefined) {
    return [
      { text: header, part: 'header' },
      { text: '.', part: 'dot' },
      { text: claims.slice(0, CLAIMS_SHOWN), part: 'claims' },
      { text: dots(claims.length - CLAIMS_SHOWN), part: 'dots' },
      { text: '.', part: 'dot' },
      { text: dots(signature.length - TAIL), part: 'dots' },
      { text: signature.slice(-TAIL), part: 'tail' },
    ];
  }
  const plain = secret.trim();
  const tail = plain.length >= TAIL * 4 ? plain.slice(-TAIL) : '';
  return [
    { text: dots(plain.length - tail.length), part: 'dots' },
    { text: tail, part: 'tail' },
  ];
}

function dots(count: number): string {
  return '•'.repeat(Math.max(0, Math.min(count, DOTS)));
}
