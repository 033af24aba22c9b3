const SHAPES = new Set(
  'svg g path line polyline polygon rect circle ellipse text tspan title desc defs clippath lineargradient stop pattern'.split(
    ' ',
  ),
);
const LINK = /^(href|xlink:href|on.*|style)$/i;

/** An SVG text as nodes: unknown elements, event handlers, links and inline styles are dropped. Empty when it is not an SVG. */
export function drawing(svg: string): Node[] {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (parsed.nodeName !== 'svg') return [];
  clean(parsed);
  parsed.removeAttribute('width');
  parsed.removeAttribute('height');
  return [document.importNode(parsed, true)];
}

function clean(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    const outside = /url\(\s*['"]?(?!#)/i.test(value);
    if (LINK.test(name) || outside) element.removeAttribute(name);
  }
  for (const child of [...element.children]) {
    if (SHAPES.has(child.nodeName.toLowerCase())) clean(child);
    else child.remove();
  }
}
