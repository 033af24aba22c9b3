import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarketplaceView } from '../../../bindings/types';
import { MarketplaceMark } from '../../../components/MarketplaceMark';

export const DEMO = 'demo';

/** The demo beside the marketplaces: it needs no key. */
export function Sources({
  marketplaces,
  demo,
  value,
  onChange,
}: {
  marketplaces: readonly MarketplaceView[];
  demo: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <RadioGroup
      aria-label={t('connect.what')}
      value={value}
      onValueChange={(next) => onChange(String(next))}
      className="grid grid-cols-[repeat(auto-fit,minmax(190px,1fr))] gap-2"
    >
      {demo && (
        <Source
          value={DEMO}
          mark={<FlaskConical size={16} aria-hidden="true" />}
          title={t('demo.badge')}
          note={t('connect.demo_note')}
        />
      )}
      {marketplaces.map((one) => (
        <Source
          key={one.id}
          value={one.id}
          mark={<MarketplaceMark id={one.id} />}
          title={one.name}
          note={t([`connect.${one.id}.kind`, 'connect.api_key'])}
        />
      ))}
    </RadioGroup>
  );
}

function Source({
  value,
  mark,
  title,
  note,
}: {
  value: string;
  mark: ReactNode;
  title: string;
  note: string;
}) {
  return (
    <Radio.Root
      value={value}
      className="group grid cursor-pointer grid-cols-[16px_minmax(0,1fr)_16px] items-center gap-x-[9px] gap-y-px rounded-card border border-line bg-surface px-3 py-[10px] text-left hover:bg-hover data-[checked]:border-accent data-[checked]:bg-selected data-[checked]:shadow-[inset_0_0_0_1px_var(--accent)]"
    >
      <span aria-hidden="true">{mark}</span>
      <span className="cut font-medium">{title}</span>
      <span
        aria-hidden="true"
        className="size-[14px] rounded-full border-[1.5px] border-control group-data-[checked]:border-[4.5px] group-data-[checked]:border-accent"
      />
      <span className="cut col-span-2 col-start-2 text-12 text-text-3">{note}</span>
    </Radio.Root>
  );
}
