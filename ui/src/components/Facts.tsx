import { useTranslation } from 'react-i18next';
import type { Draft, Fact } from '../bindings/types';
import { cutBySpans } from '../lib/spans';

/** A draft with its facts underlined and numbered, as they stand in the certificate. */
export function FactText({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const pieces = cutBySpans(draft.text, draft.spans);
  let at = 0;
  return (
    <span
      className="whitespace-pre-wrap break-words"
      lang={draft.language === 'other' ? undefined : draft.language}
    >
      {pieces.map((piece) => {
        const key = at;
        at += piece.text.length;
        if (piece.fact === null) return piece.text;
        return (
          <span key={key} className="border-b-[1.5px] border-accent" title={titleOf(draft.facts, piece.fact)}>
            {piece.text}
            <sup className="ml-px text-[9px] font-semibold leading-none text-accent">
              <span className="sr-only">{t('facts.fact')} </span>
              {piece.fact}
            </sup>
          </span>
        );
      })}
    </span>
  );
}

function titleOf(facts: readonly Fact[], number: number): string | undefined {
  const fact = facts.find((one) => one.number === number);
  return fact && `${fact.name}: ${fact.value}`;
}

/** Numbered facts: what about, the value, where from. `used` puts those that the text rests on first. */
export function FactList({ facts, used }: { facts: readonly Fact[]; used?: readonly number[] }) {
  const { t } = useTranslation();
  const own = used ? facts.filter((fact) => used.includes(fact.number)) : facts;
  const rest = used ? facts.filter((fact) => !used.includes(fact.number)) : [];
  return (
    <>
      <Rows facts={own} />
      {rest.length > 0 && (
        <details className="text-12">
          <summary className="w-fit py-[3px] text-text-3 hover:text-text phone:min-h-11">
            {t(own.length > 0 ? 'facts.more' : 'facts.known', { count: rest.length })}
          </summary>
          <Rows facts={rest} />
        </details>
      )}
    </>
  );
}

function Rows({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation();
  return (
    <ol className="m-0 list-none divide-y divide-line p-0">
      {facts.map((fact) => (
        <li key={fact.number} className="grid grid-cols-[18px_minmax(0,1fr)] gap-2 py-[6px] text-12">
          <span className="grid size-4 place-items-center rounded-tag bg-accent-soft text-[10px] font-semibold leading-none text-accent">
            {fact.number}
          </span>
          <span className="min-w-0 break-words">
            <span className="font-medium">
              {t([`facts.name.${fact.name}`, fact.name])}: {fact.value}
            </span>
            <br />
            <span className="text-text-3">{t([`facts.source.${fact.source}`, fact.source])}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
