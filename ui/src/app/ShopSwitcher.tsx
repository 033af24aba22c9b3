import { Menu } from '@base-ui/react/menu';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../backend/query';
import type { Session } from '../bindings/types';
import { MarketplaceMark } from '../components/MarketplaceMark';
import { useAccount, useSetAccount } from '../lib/account';

/** Which shop the pages show: all of them, or one. */
export function ShopSwitcher({ session }: { session: Session }) {
  const { t } = useTranslation();
  const shops = useRead('shops_list', {}).data ?? [];
  const account = useAccount();
  const set = useSetAccount();
  const one = shops.find((shop) => shop.id === account);
  const marks = one ? [one.marketplace] : [...new Set(shops.map((shop) => shop.marketplace))];
  const choices = [{ id: null, name: t('app.all_shops'), marketplace: null }, ...shops];
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`${t('app.switch_shop')}: ${one?.name ?? t('app.all_shops')}`}
        className="flex h-8 min-w-0 items-center gap-2 rounded-m px-[6px] font-medium hover:bg-hover phone:min-h-11"
      >
        <span className="flex gap-[3px]">
          {marks.map((id) => (
            <MarketplaceMark key={id} id={id} />
          ))}
        </span>
        {session.partner && <span className="cut phone:hidden">{session.partner.name}</span>}
        <span className="cut font-normal text-text-3 phone:hidden">{one?.name ?? t('app.all_shops')}</span>
        <ChevronsUpDown size={14} className="phone:hidden" aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-50" data-keys="own">
          <Menu.Popup className="popup min-w-[240px] max-w-[calc(100vw-24px)] rounded-card border border-line bg-raised p-1 shadow-2 outline-none">
            <Menu.RadioGroup value={account} onValueChange={(next: number | null) => set(next)}>
              {choices.map((choice) => (
                <Menu.RadioItem
                  key={choice.id ?? 'all'}
                  value={choice.id}
                  closeOnClick
                  className="flex h-8 cursor-default items-center gap-2 rounded-m px-2 outline-none data-[highlighted]:bg-hover phone:h-11"
                >
                  {choice.marketplace ? (
                    <MarketplaceMark id={choice.marketplace} />
                  ) : (
                    <span className="size-4" />
                  )}
                  <span className="cut flex-1">{choice.name}</span>
                  <Menu.RadioItemIndicator className="text-accent">
                    <Check size={14} aria-hidden="true" />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
