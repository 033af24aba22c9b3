import { ChevronRight, KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import type { ModelPrice, Session, Settings } from '../../bindings/types';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { ErrorState } from '../../components/States';
import { MEANING, Status } from '../../components/Tag';
import { isPrice, typedMoney } from '../../lib/amounts';
import { useFormats } from '../../lib/use-formats';
import { SavedText } from './SavedText';
import { Fixed, Section } from './Section';

type Props = { settings: Settings; session: Session; may: boolean; set: (change: Partial<Settings>) => void };

/** Key, model, daily cap and prices. Without a key, templates answer, and say so everywhere. */
export function AiSection({ settings, session, may, set }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Section title={t('settings.ai')} about={t('settings.ai_about')}>
      <div>
        {settings.ai_key_present ? (
          <Status tone="ok" icon={MEANING.verified}>
            {t('settings.key_present', { place: session.secrets.name || t('settings.key_place') })}
          </Status>
        ) : (
          <Status tone={session.demo ? 'info' : 'warn'} icon={MEANING.info} wrap>
            {t(
              session.demo
                ? 'settings.key_demo'
                : session.secrets.problem
                  ? 'settings.key_closed'
                  : 'settings.key_absent',
            )}
          </Status>
        )}
      </div>
      {may ? (
        <>
          <AiKey present={settings.ai_key_present} />
          <SavedText
            className="max-w-[300px]"
            label={t('settings.cap')}
            hint={t('settings.cap_hint')}
            numeric
            unit={formats.unit(settings.spend_cap.currency)}
            value={formats.amount(settings.spend_cap, 'auto')}
            check={(text) => (typedMoney(text, settings.spend_cap) ? undefined : t('settings.not_sum'))}
            onSave={(text) => {
              const spend_cap = typedMoney(text, settings.spend_cap);
              if (spend_cap) set({ spend_cap });
            }}
          />
          <div className="grid max-w-[620px] grid-cols-2 gap-3 max-[560px]:grid-cols-1">
            <SavedText
              label={t('settings.model')}
              value={settings.ai_model}
              onSave={(ai_model) => set({ ai_model })}
              check={(text) => (text ? undefined : t('settings.empty'))}
            />
            <SavedText
              label={t('settings.base_url')}
              type="url"
              value={settings.ai_base_url}
              onSave={(ai_base_url) => set({ ai_base_url })}
              check={(text) => (/^https?:\/\/\S+$/.test(text) ? undefined : t('settings.not_url'))}
            />
          </div>
          <Prices prices={settings.prices} onChange={(prices) => set({ prices })} />
        </>
      ) : (
        <>
          <Fixed label={t('settings.cap')}>{formats.money(settings.spend_cap, 'auto')}</Fixed>
          <Fixed label={t('settings.model')}>{settings.ai_model}</Fixed>
        </>
      )}
    </Section>
  );
}

/** The key goes straight to the keychain; the form forgets it. */
function AiKey({ present }: { present: boolean }) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const set = useWrite('ai_key_set');
  const remove = useWrite('ai_key_remove');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!key.trim()) return;
    set.mutate(
      { key: key.trim() },
      {
        onSuccess: () => {
          setKey('');
          set.reset();
        },
      },
    );
  };
  const failure = set.error ?? remove.error;
  return (
    <form onSubmit={send} autoComplete="off" className="grid gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          className="min-w-[220px] max-w-[420px] flex-1"
          label={t(present ? 'settings.key_new' : 'settings.key')}
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          start={<KeyRound size={14} className="text-text-3" aria-hidden="true" />}
        />
        <Button type="submit" busy={set.isPending} why={key.trim() ? undefined : t('settings.key_first')}>
          {t('settings.key_save')}
        </Button>
        {present && (
          <Button look="ghost" busy={remove.isPending} onClick={() => remove.mutate({})}>
            {t('settings.key_remove')}
          </Button>
        )}
      </div>
      {failure && <ErrorState failure={failure} className="p-0" />}
    </form>
  );
}

/** Prices that costs are counted from; they change more often than the app does. */
function Prices({
  prices,
  onChange,
}: {
  prices: readonly ModelPrice[];
  onChange: (prices: ModelPrice[]) => void;
}) {
  const { t } = useTranslation();
  const put = (at: ModelPrice, change: Partial<ModelPrice>) =>
    onChange(prices.map((one) => (one === at ? { ...one, ...change } : one)));
  const check = (text: string) => (isPrice(text) ? undefined : t('settings.not_price'));
  return (
    <details className="group max-w-[620px]">
      <summary className="flex w-fit list-none items-center gap-1 font-medium phone:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} className="text-text-3 group-open:rotate-90" aria-hidden="true" />
        {t('settings.prices')}
      </summary>
      <p className="mb-3 mt-1 text-12 text-text-3">{t('settings.prices_about')}</p>
      <div className="grid gap-3">
        {prices.map((price) => (
          <fieldset key={price.model} className="m-0 grid grid-cols-2 gap-3 border-0 p-0">
            <legend className="mb-1 p-0 font-mono text-[11.5px] text-text-2">{price.model}</legend>
            <SavedText
              label={t('settings.price_in')}
              unit="$"
              numeric
              value={price.input_per_mtok_usd}
              check={check}
              onSave={(text) => put(price, { input_per_mtok_usd: text })}
            />
            <SavedText
              label={t('settings.price_out')}
              unit="$"
              numeric
              value={price.output_per_mtok_usd}
              check={check}
              onSave={(text) => put(price, { output_per_mtok_usd: text })}
            />
          </fieldset>
        ))}
      </div>
    </details>
  );
}
