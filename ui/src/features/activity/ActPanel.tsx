import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { ActivityDetail, Code } from '../../bindings/types';
import { OUTCOME_LOOK } from '../../components/acts';
import { FactList } from '../../components/Facts';
import { MarketplaceMark, useMarketplaceName } from '../../components/MarketplaceMark';
import { ReadPanel } from '../../components/ReadPanel';
import { RuleList } from '../../components/Rules';
import { reasonOf, useReason } from '../../components/reasons';
import { Status, Tag } from '../../components/Tag';
import { useErrorText } from '../../lib/errors';
import { useFormats } from '../../lib/use-formats';
import { Change } from './Change';
import { Figures } from './Figures';
import { Hashes } from './Hashes';
import { Steps } from './Steps';
import { UndoPart } from './UndoPart';

type Props = {
  id: number;
  may: boolean;
  undoing: boolean;
  onUndo: (on: boolean) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
};

/** One act with its proof. */
export function ActPanel({ id, onClose, ...rest }: Props) {
  const read = useRead('activity_get', { id });
  return (
    <ReadPanel read={read} onClose={onClose} closeClass="ml-1">
      {(detail, close) => <Detail detail={detail} close={close} {...rest} />}
    </ReadPanel>
  );
}

function Detail({
  detail,
  close,
  may,
  undoing,
  onUndo,
  onOpen,
}: Omit<Props, 'id' | 'onClose'> & { detail: ActivityDetail; close: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-[14px] px-5 py-[14px] phone:px-4">
      <Head detail={detail} close={close} />
      <Change detail={detail} />
      <Figures detail={detail} />
      <UndoPart detail={detail} may={may} undoing={undoing} onUndo={onUndo} />
      {detail.steps.length > 0 && <Steps detail={detail} />}
      {detail.facts.length > 0 && (
        <section>
          <h3 className="text-13 font-semibold">{t('facts.title')}</h3>
          <FactList facts={detail.facts} />
        </section>
      )}
      {detail.rules.length > 0 && (
        <section>
          <h3 className="mb-1 text-13 font-semibold">{t('rules.title')}</h3>
          <RuleList rules={detail.rules} note={detail.pack ?? undefined} />
        </section>
      )}
      <Hashes chain={detail.chain} onOpen={onOpen} />
    </div>
  );
}

function Head({ detail, close }: { detail: ActivityDetail; close: ReactNode }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = useMarketplaceName();
  const { row } = detail;
  const { tone, icon } = OUTCOME_LOOK[row.outcome];
  return (
    <header>
      <div className="flex items-center gap-2 text-12">
        {row.marketplace && <MarketplaceMark id={row.marketplace} />}
        {row.marketplace && <span className="text-text-2">{name(row.marketplace)}</span>}
        <span className="fig ml-auto text-text-3">
          {formats.date(row.at, 'date_time')} · {t('activity.number', { n: formats.number(row.id) })}
        </span>
        {close}
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-16 font-semibold tracking-[-0.01em]">{t([`act.${row.act}`, row.act])}</h2>
        <Status tone={tone} icon={icon}>
          {t(`activity.outcome.${row.outcome}`)}
        </Status>
        {row.actor !== 'ai' && <Tag tone="outline">{t(`activity.actor.${row.actor}`)}</Tag>}
      </div>
      <p className="m-0 break-words font-medium">{row.subject}</p>
      <Why kept={detail.why} />
    </header>
  );
}

function Why({ kept }: { kept: readonly string[] }) {
  const { t } = useTranslation();
  const say = useReason();
  const error = useErrorText();
  const [first] = kept;
  if (first === undefined) return null;
  // After an error's code stands its English message, which is for logs.
  const failed = first.startsWith('error:');
  const words = failed
    ? error({ code: first.slice('error:'.length) as Code }).title
    : kept.map((one) => say(reasonOf(one))).join('; ');
  return (
    <p className="m-0 mt-1 text-text-2">
      <span className="text-text-3">{t('activity.why')}: </span>
      {words}
    </p>
  );
}
