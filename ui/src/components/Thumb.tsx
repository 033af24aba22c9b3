import { Package } from 'lucide-react';

/** Whether the page may draw that picture: its own, or one that is carried in the address. It has no way to the network. */
export function isDrawable(image: string | null): image is string {
  return image !== null && /^(data:image\/|\/(?!\/)|\.\/)/.test(image);
}

/** A product's picture, small. Its name stands beside it. */
export function Thumb({ image }: { image: string | null }) {
  return (
    <span className="grid size-8 shrink-0 place-items-center overflow-hidden rounded-m bg-sunken text-text-3 dark:bg-hover">
      {isDrawable(image) ? (
        <img src={image} alt="" loading="lazy" className="size-full object-cover" />
      ) : (
        <Package size={16} aria-hidden="true" />
      )}
    </span>
  );
}
