import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposal } from '../../backend/proposal';
import type { PriceRow } from '../../bindings/types';
import { ProposeDialog } from '../../components/ProposeDialog';
import { useFormats } from '../../lib/use-formats';
import { Nearest } from './Nearest';
import { PriceFields } from './PriceFields';
import { PriceOf } from './PriceOf';
import { isSame, typedOf, wantedOf } from './wanted';

/** A new price. */
export function EditDialog({ row, onClose }: { row: PriceRow; onClose: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const first = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => typedOf(row, formats.locale === 'en' ? '.' : ','));
  const { check, ...proposal } = useProposal('price_propose');
  const wanted = wantedOf(row, typed);
  const why = !wanted ? t('prices.not_a_price') : isSame(row, wanted) ? t('prices.same') : undefined;
  const fill = (price: string) => {
    proposal.forget();
    setTyped({ ...typed, price });
    first.current?.focus();
  };
  return (
    <ProposeDialog
      title={t('prices.edit_title')}
      proposal={proposal}
      why={why}
      onCheck={() => wanted && check(wanted)}
      onClose={onClose}
      focus={first}
      keep={t('prices.keep')}
      confirm={<Confirm row={row} minor={wanted?.price_minor ?? row.price.minor} />}
      agreed={t('prices.agreed')}
      refused={t('prices.refused')}
      instead={
        proposal.found && (
          <Nearest row={row} nearest={proposal.found.nearest} typed={typed.price} onFill={fill} />
        )
      }
    >
      <PriceOf row={row} />
      <PriceFields
        row={row}
        typed={typed}
        first={first}
        onType={(change) => {
          proposal.touch();
          setTyped({ ...typed, ...change });
        }}
      />
    </ProposeDialog>
  );
}

/** What the yes says yes to. */
function Confirm({ row, minor }: { row: PriceRow; minor: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [to, from] = [{ ...row.price, minor }, row.price].map((sum) => formats.money(sum, 'auto'));
  return t(minor === row.price.minor ? 'prices.confirm_rest' : 'prices.confirm', { to, from });
}
