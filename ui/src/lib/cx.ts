import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

/** Our own type sizes and corners are not Tailwind's: without this, `text-13` and `text-bad` would knock each other out. */
const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      'font-size': [{ text: ['11', '12', '13', '14', '16', '20', '22', '28'] }],
      rounded: [{ rounded: ['tag', 'm', 'card', 'xl', 'full', 'none'] }],
    },
  },
});

/** Joins class names; the later one of two rivals wins. */
export function cx(...parts: ClassValue[]): string {
  return merge(clsx(parts));
}
