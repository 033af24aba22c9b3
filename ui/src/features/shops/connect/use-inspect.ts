import { useEffect, useState } from 'react';
import { call } from '../../../backend/call';
import { asFailure } from '../../../backend/failure';
import type { ShopInspection } from '../../../bindings/types';

const TYPING_MS = 250;

/**
 * What the engine reads from the key on this machine, without a request. Not a cached read: a key must not lie in the query
 * cache, so the answer lives here and is thrown away with the form.
 */
export function useInspect(
  marketplace: string,
  fields: Record<string, string>,
  ready: boolean,
): ShopInspection | null {
  const [seen, setSeen] = useState<ShopInspection | null>(null);
  const asked = JSON.stringify(fields);
  useEffect(() => {
    setSeen(null);
    if (!ready) return;
    let current = true;
    const timer = setTimeout(() => {
      call('shop_inspect', { marketplace, fields: JSON.parse(asked) })
        .catch((thrown) => {
          const { code, message, detail } = asFailure(thrown);
          return { passport: null, problem: { code, message, detail } };
        })
        .then((answer) => current && setSeen(answer));
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [marketplace, asked, ready]);
  return seen;
}
