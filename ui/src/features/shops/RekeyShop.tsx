import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../backend/query';
import type { MarketplaceView, Shop } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { OutsideLink } from '../../components/OutsideLink';
import { ErrorState } from '../../components/States';
import { say } from '../../components/Toast';
import { KeyInput, Steps, Verdict } from './connect/KeyForm';
import { useInspect } from './connect/use-inspect';

/** A new key for a shop whose history stays. The marketplace is asked before the old key goes. */
export function RekeyShop({ shop, open, onClose }: { shop: Shop; open: boolean; onClose: () => void }) {
  const marketplaces = useRead('marketplaces_list', {});
  const marketplace = marketplaces.data?.find((one) => one.id === shop.marketplace);
  // Mounted only while it is open: a typed key is gone with the form.
  return open && marketplace ? <Form shop={shop} marketplace={marketplace} onClose={onClose} /> : null;
}

function Form({
  shop,
  marketplace,
  onClose,
}: {
  shop: Shop;
  marketplace: MarketplaceView;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const form = useId();
  const [fields, setFields] = useState<Record<string, string>>({});
  const rekey = useWrite('shop_rekey');
  const empty = marketplace.fields.find((field) => field.required && !fields[field.name]?.trim());
  const seen = useInspect(marketplace.id, fields, !empty);
  const why = empty
    ? t('connect.why_field', { field: t(empty.label_key) })
    : seen?.problem
      ? t('connect.why_key')
      : undefined;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (why) return;
    rekey.mutate(
      { id: shop.id, fields },
      {
        onSuccess: () => {
          say({ text: t('shops.rekeyed', { name: shop.name }) });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="max-w-[560px]"
      title={t('shops.rekey_title', { name: shop.name })}
      description={t('shops.rekey_what', { marketplace: marketplace.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" form={form} busy={rekey.isPending} why={why}>
            {t('shops.rekey_do')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={send} autoComplete="off" className="grid gap-4">
        <OutsideLink href={marketplace.key_url}>{t('connect.open_cabinet')}</OutsideLink>
        <Steps fields={marketplace.fields} marketplace={marketplace.id} />
        {marketplace.fields.map((field) => (
          <KeyInput
            key={field.name}
            marketplace={marketplace.id}
            field={field}
            value={fields[field.name] ?? ''}
            onChange={(value) => setFields((old) => ({ ...old, [field.name]: value }))}
          />
        ))}
        <Verdict seen={seen} marketplace={marketplace.name} />
        {rekey.error && (
          <ErrorState failure={rekey.error} meanwhile={t('shops.rekey_kept')} className="p-0" />
        )}
      </form>
    </Dialog>
  );
}
