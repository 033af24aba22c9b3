import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import { Button } from '../../components/Button';
import { SearchBox } from '../../components/Field';
import { ShopFilter } from '../../components/ShopFilter';
import { cx } from '../../lib/cx';
import type { Prices } from './use-prices';

/** Title and filters. */
export function PricesHead({ prices }: { prices: Prices }) {
  const { t } = useTranslation();
  const shops = useRead('shops_list', {}).data ?? [];
  return (
    <header className="shrink-0 px-5 pb-3 pt-4 phone:px-4">
      <h1 className="mb-3 text-20 font-semibold tracking-[-0.015em]">{t('nav.prices')}</h1>
      <div className="flex flex-wrap items-center gap-[6px]">
        <SearchBox
          ref={prices.searchBox}
          label={t('prices.search')}
          icon={<Search size={14} aria-hidden="true" />}
          value={prices.text}
          onChange={(event) => prices.setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.code !== 'Escape') return;
            event.stopPropagation();
            prices.setText('');
            event.currentTarget.blur();
          }}
          className="h-[26px] w-[236px] text-12 phone:w-full"
        />
        <div className="flex flex-wrap items-center gap-[6px] phone:w-full phone:flex-nowrap phone:overflow-x-auto phone:pb-1 phone:*:shrink-0">
          <ShopFilter shops={shops} />
          <HeldFilter prices={prices} />
        </div>
      </div>
    </header>
  );
}

function HeldFilter({ prices: { held, heldBack, setHeld } }: { prices: Prices }) {
  const { t } = useTranslation();
  return (
    <Button
      size="s"
      aria-pressed={held}
      onClick={() => setHeld(!held)}
      className={cx(
        'font-medium text-text-2 shadow-none',
        held && 'border-accent bg-accent-soft text-accent dark:bg-accent-soft',
      )}
    >
      {t('prices.held_only')}
      {heldBack.count > 0 && (
        <span className="fig ml-[6px] rounded-full bg-warn-soft px-[6px] text-11 text-warn">
          {heldBack.count}
          {heldBack.more && '+'}
        </span>
      )}
    </Button>
  );
}
