import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceRow } from '../../bindings/types';
import { TextField } from '../../components/Field';
import { useFormats } from '../../lib/use-formats';
import { type Field, percentFrom, type Typed, wrongIn } from './wanted';

type Props = {
  row: PriceRow;
  typed: Typed;
  first: RefObject<HTMLInputElement | null>;
  onType: (change: Partial<Typed>) => void;
};

/** The price, and beside it those of the other two sums that this listing has. */
export function PriceFields({ row, typed, first, onType }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const wrong = wrongIn(row, typed);
  const percent = percentFrom(row, typed.price);
  const error = (field: Field) =>
    typed[field].trim() !== '' && wrong.includes(field)
      ? t(row.price.exponent === 0 ? 'prices.whole_only' : 'prices.not_a_price')
      : undefined;
  const common = (field: Field) => ({
    unit: formats.unit(row.price.currency),
    inputMode: 'decimal' as const,
    autoComplete: 'off',
    value: typed[field],
    error: error(field),
    onChange: (event: { target: { value: string } }) => onType({ [field]: event.target.value }),
  });
  return (
    <div className="grid gap-3">
      <TextField
        {...common('price')}
        ref={first}
        label={t('prices.new_price')}
        hint={t('prices.now', { price: formats.money(row.price, 'auto') })}
        aside={
          <output className="tnum" aria-live="polite">
            {percent ? formats.change(percent) : ''}
          </output>
        }
        onFocus={(event) => event.currentTarget.select()}
      />
      {(row.before || row.least) && (
        <div className="grid grid-cols-2 items-start gap-3 phone:grid-cols-1">
          {row.before && (
            <TextField {...common('before')} label={t('prices.new_before')} hint={t('prices.before_hint')} />
          )}
          {row.least && (
            <TextField {...common('least')} label={t('prices.new_least')} hint={t('prices.least_hint')} />
          )}
        </div>
      )}
    </div>
  );
}
