import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import type { Shop } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { useMarketplaceName } from '../../components/MarketplaceMark';
import { ErrorState } from '../../components/States';
import { say } from '../../components/Toast';

/** Names the shop in the title and the button, says what stops, and rests on Cancel. */
export function RemoveShop({ shop, open, onClose }: { shop: Shop; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const cancel = useRef<HTMLButtonElement>(null);
  const navigate = useNavigate();
  const remove = useWrite('shop_remove');
  const marketplace = useMarketplaceName()(shop.marketplace);
  const run = () =>
    remove.mutate(
      { id: shop.id },
      {
        onSuccess: () => {
          say({ text: t('shops.removed', { name: shop.name }) });
          void navigate({ to: '/shops' });
        },
      },
    );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      focus={cancel}
      title={t('shops.remove_title', { name: shop.name })}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button look="dangerFilled" busy={remove.isPending} onClick={run}>
            {t('shops.remove_do', { name: shop.name })}
          </Button>
        </>
      }
    >
      <ul className="m-0 grid list-disc gap-1 pl-5 text-text-2">
        <li>{t('shops.remove_key')}</li>
        <li>{t('shops.remove_sync')}</li>
        <li>{t('shops.remove_site', { marketplace })}</li>
      </ul>
      {remove.error && <ErrorState failure={remove.error} className="px-0 pb-0" />}
    </Dialog>
  );
}
