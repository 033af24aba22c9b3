import { Tabs as Base } from '@base-ui/react/tabs';
import { useFormats } from '../lib/use-formats';

export type TabItem<V extends string> = { value: V; label: string; count?: number | undefined };

/** Queues, with their counts. The panel is the caller's: one list that changes its filter. */
export function Tabs<V extends string>({
  label,
  value,
  items,
  onChange,
}: {
  label: string;
  value: V;
  items: readonly TabItem<V>[];
  onChange: (value: V) => void;
}) {
  const formats = useFormats();
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as V)}>
      <Base.List
        aria-label={label}
        className="flex gap-[18px] overflow-x-auto overflow-y-hidden"
        activateOnFocus
      >
        {items.map((one) => (
          <Base.Tab
            key={one.value}
            value={one.value}
            className="flex items-center gap-[6px] whitespace-nowrap border-b-2 border-transparent pb-[9px] font-medium text-text-2 outline-offset-[-2px] hover:text-text data-[active]:border-accent data-[active]:text-text phone:min-h-11"
          >
            {one.label}
            {one.count !== undefined && (
              <span className="fig text-11 text-text-3">{formats.number(one.count)}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
    </Base.Root>
  );
}
