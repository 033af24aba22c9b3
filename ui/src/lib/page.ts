import type { Alert } from '../bindings/types';

/** Where an alert is settled. One about stock opens its product among those that run out. */
export function alertHref({ page, kind, detail }: Pick<Alert, 'page' | 'kind' | 'detail'>): string {
  if (kind !== 'stock' || !detail.article) return hrefOf(page);
  return hrefOf(`/overview?article=${encodeURIComponent(detail.article)}`);
}

/** A page named by the engine (`reviews?queue=waiting`, `/shops/3`) as an address of the router. */
export function hrefOf(page: string): string {
  const clean = page.replace(/^#/, '');
  return clean.startsWith('/') ? clean : `/${clean}`;
}
