import { Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ActivityDetail } from '../../bindings/types';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';

type Link = { id: number; hash: string };

/** This entry between its neighbours: each carries the hash of the one before it. */
export function Hashes({ chain, onOpen }: { chain: ActivityDetail['chain']; onOpen: (id: number) => void }) {
  const { t } = useTranslation();
  const joined = <Link2 size={14} className="text-ok" aria-hidden="true" />;
  return (
    <section
      aria-label={t('activity.chain')}
      className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1.25fr)_16px_minmax(0,1fr)] items-center gap-[5px]"
    >
      {chain.previous ? (
        <Block link={chain.previous} onOpen={onOpen} />
      ) : (
        <Edge text={t('activity.chain_begins')} />
      )}
      {joined}
      <Block link={chain.this} own />
      {joined}
      {chain.next ? <Block link={chain.next} onOpen={onOpen} /> : <Edge text={t('activity.chain_ends')} />}
    </section>
  );
}

function Block({ link, own = false, onOpen }: { link: Link; own?: boolean; onOpen?: (id: number) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const body = (
    <>
      <span className="cut fig block text-11 text-text-3">
        {own ? (
          <span className="text-text-2">{t('activity.this_entry')}</span>
        ) : (
          t('activity.number', { n: formats.number(link.id) })
        )}
      </span>
      <span className="cut block font-mono text-[11.5px]" title={link.hash}>
        {`${link.hash.slice(0, 6)}…${link.hash.slice(-4)}`}
      </span>
    </>
  );
  const look = cx(
    'block w-full rounded-m border border-line px-[9px] py-[6px] text-left',
    own && 'border-accent bg-accent-soft',
  );
  if (!onOpen) return <div className={look}>{body}</div>;
  return (
    <button type="button" className={cx(look, 'hover:bg-hover')} onClick={() => onOpen(link.id)}>
      {body}
    </button>
  );
}

function Edge({ text }: { text: string }) {
  return (
    <div className="rounded-m border border-dashed border-line-2 px-[9px] py-[6px] text-11 text-text-3">
      {text}
    </div>
  );
}
