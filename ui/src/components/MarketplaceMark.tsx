import { createContext, type ReactNode, useContext } from 'react';
import type { MarketplaceView } from '../bindings/types';
import { cx } from '../lib/cx';

const Known = createContext<ReadonlyMap<string, MarketplaceView>>(new Map());

/** Marketplaces are data of the engine: a fifth one needs no change here. */
export function MarketplacesProvider({
  list,
  children,
}: {
  list: readonly MarketplaceView[];
  children: ReactNode;
}) {
  return <Known.Provider value={new Map(list.map((one) => [one.id, one]))}>{children}</Known.Provider>;
}

export function useMarketplace(id: string | null | undefined): MarketplaceView | undefined {
  return useContext(Known).get(id ?? '');
}

/** The name to show for a marketplace id; the id itself while the list is not here yet. */
export function useMarketplaceName(): (id: string) => string {
  const known = useContext(Known);
  return (id) => known.get(id)?.name ?? id;
}

/** A 16 px letter square. The name is for screen readers unless it stands beside it (`named`). */
export function MarketplaceMark({
  id,
  named = false,
  className,
}: {
  id: string;
  named?: boolean;
  className?: string;
}) {
  const one = useMarketplace(id);
  const name = one?.name ?? id;
  const square = {
    title: name,
    className: cx(
      'inline-grid size-4 shrink-0 place-items-center rounded-tag text-[9.5px] font-bold leading-none',
      !one && 'bg-sunken text-text-2',
      className,
    ),
    style: one ? { background: one.colour, color: one.on_colour } : undefined,
  };
  const letter = one?.letter ?? id.charAt(0).toUpperCase();
  if (!named) {
    return (
      <span role="img" aria-label={name} {...square}>
        {letter}
      </span>
    );
  }
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <span aria-hidden="true" {...square}>
        {letter}
      </span>
      <span className="cut">{name}</span>
    </span>
  );
}
