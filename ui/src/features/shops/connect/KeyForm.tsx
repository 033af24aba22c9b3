import type { TFunction } from 'i18next';
import { Check, CircleX } from 'lucide-react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asFailure, type Failure } from '../../../backend/failure';
import type { FieldSpec, MarketplaceView, Session, ShopInspection } from '../../../bindings/types';
import { Button } from '../../../components/Button';
import { Card } from '../../../components/Card';
import { TextField } from '../../../components/Field';
import { LinkButton } from '../../../components/LinkButton';
import { OutsideLink } from '../../../components/OutsideLink';
import { ErrorState } from '../../../components/States';
import { useErrorText } from '../../../lib/errors';
import { KeyPromise } from './KeyPromise';
import { SecretField } from './SecretField';

type KeyFormProps = {
  session: Session;
  marketplace: MarketplaceView;
  name: string;
  onName: (name: string) => void;
  fields: Record<string, string>;
  onField: (field: string, value: string) => void;
  seen: ShopInspection | null;
  busy: boolean;
  failure: Failure | null;
  onSubmit: () => void;
};

/** The marketplace's own form, drawn from its description: where to find the key, the fields, the promise, one button. */
export function KeyForm(props: KeyFormProps) {
  const { t } = useTranslation();
  const { session, marketplace, fields, seen } = props;
  const why = whyNot(props, t);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!why) props.onSubmit();
  };
  return (
    <Card flush className="flex flex-col">
      <form onSubmit={send} autoComplete="off" className="flex flex-1 flex-col">
        <div className="grid flex-1 content-start gap-4 px-[14px] pb-4 pt-[11px]">
          <div className="flex items-center gap-2">
            <h2 className="text-13 font-semibold">
              {t('connect.key_of', { marketplace: marketplace.name })}
            </h2>
            <span className="ml-auto">
              <OutsideLink href={marketplace.key_url}>{t('connect.open_cabinet')}</OutsideLink>
            </span>
          </div>
          <Steps fields={marketplace.fields} marketplace={marketplace.id} />
          {marketplace.fields.map((field) => (
            <KeyInput
              key={field.name}
              marketplace={marketplace.id}
              field={field}
              value={fields[field.name] ?? ''}
              onChange={(value) => props.onField(field.name, value)}
            />
          ))}
          <Verdict seen={seen} marketplace={marketplace.name} />
          <TextField
            label={t('connect.name')}
            hint={t('connect.name_hint')}
            name="shop-name"
            value={props.name}
            onChange={(event) => props.onName(event.target.value)}
          />
          <KeyPromise secrets={session.secrets} hosts={marketplace.hosts} />
          {props.failure && (
            <ErrorState failure={props.failure} meanwhile={t('connect.not_kept')} className="p-0" />
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2 border-t border-line px-[14px] py-[11px]">
          <Button look="primary" type="submit" busy={props.busy} why={why}>
            {t('connect.do')}
          </Button>
          {!session.first_run && <LinkButton to="/shops">{t('connect.later')}</LinkButton>}
          <span className="text-12 text-text-3 phone:w-full">
            {props.busy ? t('connect.checking') : t('connect.background')}
          </span>
        </div>
      </form>
    </Card>
  );
}

function whyNot(
  { session, marketplace, fields, name, seen }: KeyFormProps,
  t: TFunction,
): string | undefined {
  const empty = marketplace.fields.find((field) => field.required && !fields[field.name]?.trim());
  if (empty) return t('connect.why_field', { field: t(empty.label_key) });
  if (!name.trim()) return t('connect.why_name');
  if (session.secrets.problem) return t(`app.keys_${session.secrets.problem}`);
  if (seen?.problem) return t('connect.why_key');
  return undefined;
}

/** Numbered steps of all fields together; the words of the cabinet are quoted as they stand there. */
export function Steps({ fields, marketplace }: { fields: readonly FieldSpec[]; marketplace: string }) {
  const { t, i18n } = useTranslation();
  const keys = fields.flatMap((field) => {
    const given = field.help_keys.filter((key) => i18n.exists(key));
    if (given.length > 0) return given;
    return [1, 2, 3, 4]
      .map((n) => `connect.${marketplace}.${field.name}_help_${n}`)
      .filter((key) => i18n.exists(key));
  });
  return (
    <ol className="m-0 grid list-none gap-[5px] p-0">
      {keys.map((key, i) => (
        <li key={key} className="grid grid-cols-[18px_minmax(0,1fr)] gap-[9px]">
          <span
            aria-hidden="true"
            className="mt-[2px] grid size-4 place-items-center rounded-tag bg-sunken text-[10px]/none font-semibold text-text-2 dark:bg-raised"
          >
            {i + 1}
          </span>
          <span>{t(key)}</span>
        </li>
      ))}
    </ol>
  );
}

export function KeyInput({
  marketplace,
  field,
  value,
  onChange,
}: {
  marketplace: string;
  field: FieldSpec;
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const label = t([field.label_key, `connect.${marketplace}.${field.name}`]);
  if (field.kind === 'secret')
    return <SecretField label={label} name={field.name} value={value} onChange={onChange} />;
  return (
    <TextField
      label={label}
      name={field.name}
      value={value}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What was read from the key here, before anything went to the network. */
export function Verdict({ seen, marketplace }: { seen: ShopInspection | null; marketplace: string }) {
  const { t } = useTranslation();
  const error = useErrorText();
  if (!seen) return null;
  if (seen.problem) {
    const { title, next } = error({
      ...seen.problem,
      detail: { marketplace, ...asFailure(seen.problem).detail },
    });
    return (
      <p role="alert" className="flex items-start gap-[6px] text-12 text-bad">
        <CircleX size={14} className="mt-px" aria-hidden="true" />
        <span>
          {title}. {next}
        </span>
      </p>
    );
  }
  if (!seen.passport) return null;
  return (
    <p role="status" className="flex items-center gap-[6px] text-12 text-text-2">
      <Check size={14} className="text-ok" aria-hidden="true" />
      {t('connect.read_here')}
    </p>
  );
}
