/** A page named by the engine (`reviews?queue=waiting`, `/shops/3`) as an address of the router. */
export function hrefOf(page: string): string {
  const clean = page.replace(/^#/, '');
  return clean.startsWith('/') ? clean : `/${clean}`;
}
