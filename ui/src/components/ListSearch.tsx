import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import { SearchBox } from './Field';

type Props = {
  label: string;
  value: string;
  onChange: (text: string) => void;
  box: RefObject<HTMLInputElement | null>;
};

/** The words that a list is filtered by. Esc empties it. */
export function ListSearch({ label, value, onChange, box }: Props) {
  return (
    <SearchBox
      ref={box}
      label={label}
      icon={<Search size={14} aria-hidden="true" />}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.code !== 'Escape') return;
        event.stopPropagation();
        onChange('');
        event.currentTarget.blur();
      }}
      className="h-[26px] w-[236px] text-12 phone:w-full"
    />
  );
}
