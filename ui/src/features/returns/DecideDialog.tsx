import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposal } from '../../backend/proposal';
import type { ReturnChoice, ReturnRow } from '../../bindings/types';
import { TextArea, TextField } from '../../components/Field';
import { ProposeDialog } from '../../components/ProposeDialog';
import { typable, typedMoney } from '../../lib/amounts';
import { useFormats } from '../../lib/use-formats';
import { useChoiceName } from './words';

type Props = { row: ReturnRow; onClose: () => void };

/** A decision on a return: chosen, with its words and sum where it wants them. */
export function DecideDialog({ row, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const named = useChoiceName();
  const first = useRef<HTMLButtonElement>(null);
  const { check, ...proposal } = useProposal('return_propose');
  const [code, setCode] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [sum, setSum] = useState(() =>
    row.amount ? typable(row.amount, formats.locale === 'en' ? '.' : ',') : '',
  );
  const choice = row.choices.find((one) => one.code === code) ?? null;
  const amount = choice?.wants_amount && row.amount ? typedMoney(sum, row.amount) : null;
  const why = !choice
    ? t('returns.choose_first')
    : choice.wants_amount && !amount?.minor
      ? t('prices.not_a_price')
      : undefined;
  const ask = () => {
    if (!choice) return;
    check({
      account: row.account,
      key: row.key,
      choice: choice.code,
      text: choice.wants_text && text.trim() !== '' ? text.trim() : null,
      amount_minor: amount?.minor ?? null,
    });
  };
  return (
    <ProposeDialog
      title={t('returns.decide_title')}
      description={row.title}
      proposal={proposal}
      why={why}
      onCheck={ask}
      onClose={onClose}
      focus={first}
      keep={t('returns.keep')}
      confirm={choice && named(choice)}
      agreed={t('prices.agreed')}
      refused={t('returns.refused')}
    >
      <Choices
        choices={row.choices}
        value={code}
        first={first}
        onChoose={(next) => {
          proposal.touch();
          setCode(next);
        }}
      />
      {choice?.wants_text && (
        <TextArea
          className="mt-4"
          label={t('returns.text')}
          hint={t('returns.text_hint')}
          rows={4}
          value={text}
          onChange={(event) => {
            proposal.touch();
            setText(event.target.value);
          }}
        />
      )}
      {choice?.wants_amount && row.amount && (
        <TextField
          className="mt-4"
          label={t('returns.back')}
          hint={t('returns.wanted', { sum: formats.money(row.amount, 'auto') })}
          unit={formats.unit(row.amount.currency)}
          inputMode="decimal"
          autoComplete="off"
          value={sum}
          error={sum.trim() !== '' && !amount?.minor ? t('prices.not_a_price') : undefined}
          onChange={(event) => {
            proposal.touch();
            setSum(event.target.value);
          }}
        />
      )}
    </ProposeDialog>
  );
}

type ChoicesProps = {
  choices: readonly ReturnChoice[];
  value: string | null;
  first: React.RefObject<HTMLButtonElement | null>;
  onChoose: (code: string) => void;
};

/** What the marketplace lets be decided, in words. */
function Choices({ choices, value, first, onChoose }: ChoicesProps) {
  const { t } = useTranslation();
  const named = useChoiceName();
  return (
    <RadioGroup
      aria-label={t('returns.decide_title')}
      value={value ?? ''}
      onValueChange={(next) => onChoose(next as string)}
      className="grid gap-1"
    >
      {choices.map((choice, i) => (
        <Radio.Root
          key={choice.code}
          ref={i === 0 ? first : undefined}
          value={choice.code}
          nativeButton
          render={<button type="button" />}
          className="group flex w-full items-start gap-[10px] rounded-m border border-line px-3 py-2 text-left hover:bg-hover data-[checked]:border-accent data-[checked]:bg-accent-soft phone:min-h-11"
        >
          <span className="mt-[2px] grid size-4 shrink-0 place-items-center rounded-full border border-control group-data-[checked]:border-accent">
            <Radio.Indicator className="size-2 rounded-full bg-accent" />
          </span>
          <span className="min-w-0 break-words">{named(choice)}</span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
