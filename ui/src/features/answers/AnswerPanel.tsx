import { ChevronDown, ChevronLeft, ChevronUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { AnswerDetail, AnswerKind } from '../../bindings/types';
import { Button, IconButton } from '../../components/Button';
import { RejectDialog } from '../../components/RejectDialog';
import { Loaded } from '../../components/States';
import { cx } from '../../lib/cx';
import { useMedia } from '../../lib/media';
import { BuyerText, ProductHead } from './BuyerText';
import { Certificate } from './Certificate';
import { DecisionBar } from './DecisionBar';
import { DraftCard } from './DraftCard';
import { Earlier } from './Earlier';
import { Strips } from './Strips';
import { useDeciding } from './use-deciding';

type Props = {
  kind: AnswerKind;
  id: number;
  /** Place in the list, from 0; -1 when the row is not in it. */
  place: number;
  count: number;
  startsEditing: boolean;
  onStep: (by: 1 | -1) => void;
  onDecided: () => void;
  /** Given where the panel covers the list. */
  onClose: (() => void) | undefined;
};

/** One row in full: the buyer's words, the draft with its facts, why a person is asked, the decision, the certificate. */
export function AnswerPanel({ kind, id, ...props }: Props) {
  const { t } = useTranslation();
  const read = useRead('answer_get', { kind, id });
  return (
    <section
      aria-label={t('answers.panel')}
      className="min-h-0 min-w-0 border-l border-line bg-surface narrow:border-l-0"
    >
      {read.data ? (
        <Panel detail={read.data} {...props} />
      ) : (
        <>
          {props.onClose && <Back onClose={props.onClose} />}
          <Loaded read={read} rows={10}>
            {() => null}
          </Loaded>
        </>
      )}
    </section>
  );
}

/** Where the panel is at least 700 px wide: beside the list, or in its place. Elsewhere the certificate stands under the draft. */
const ROOMY = '(min-width: 1216px), (min-width: 912px) and (max-width: 1179px)';

/** A scrolling part takes the focus, so that keys scroll it. */
const SCROLLS = { tabIndex: 0 };

function Panel({
  detail,
  startsEditing,
  onDecided,
  onClose,
  ...place
}: Omit<Props, 'kind' | 'id'> & { detail: AnswerDetail }) {
  const [editing, setEditing] = useState<string | null>(
    startsEditing && detail.can.edit ? (detail.draft?.text ?? '') : null,
  );
  const deciding = useDeciding({ detail, editing, setEditing, onDecided });
  const { t } = useTranslation();
  const aside = useMedia(ROOMY);
  const certificate = detail.draft && <Certificate detail={detail} draft={detail.draft} />;
  return (
    <div
      className={cx(
        'grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)]',
        certificate && aside && 'grid-cols-[minmax(0,1fr)_288px] wide:grid-cols-[minmax(0,1fr)_316px]',
      )}
    >
      <div className="flex min-h-0 min-w-0 flex-col">
        {onClose && <Back onClose={onClose} />}
        <div
          {...SCROLLS}
          className="min-h-0 flex-1 overflow-y-auto px-6 py-[18px] outline-offset-[-2px] phone:px-4"
        >
          <div className="mx-auto grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-[14px]">
            <div>
              <ProductHead detail={detail} aside={<Pager {...place} />} />
              <BuyerText detail={detail} />
            </div>
            <DraftCard detail={detail} editing={editing} deciding={deciding} />
            <Strips detail={detail} />
            <Earlier detail={detail} />
            {certificate && !aside && (
              <div className="grid grid-cols-[minmax(0,1fr)] gap-[14px] border-t border-line pt-4">
                {certificate}
              </div>
            )}
          </div>
        </div>
        <DecisionBar detail={detail} editing={editing !== null} deciding={deciding} />
      </div>
      {certificate && aside && (
        <section
          aria-label={t('rules.title')}
          {...SCROLLS}
          className="min-h-0 overflow-y-auto border-l border-line bg-page p-4 outline-offset-[-2px]"
        >
          <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-[14px]">{certificate}</div>
        </section>
      )}
      <RejectDialog
        open={deciding.rejecting}
        busy={deciding.reject.isPending}
        failure={deciding.reject.error}
        onClose={() => deciding.setRejecting(false)}
        onReject={deciding.doReject}
      />
    </div>
  );
}

function Back({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="shrink-0 border-b border-line px-3 py-1">
      <Button look="ghost" size="s" icon={<ChevronLeft size={14} aria-hidden="true" />} onClick={onClose}>
        {t('answers.back')}
      </Button>
    </div>
  );
}

function Pager({ place, count, onStep }: Pick<Props, 'place' | 'count' | 'onStep'>) {
  const { t } = useTranslation();
  if (place < 0 || count < 2) return null;
  return (
    <span className="flex shrink-0 items-center gap-1">
      <span className="fig mr-1 text-12 text-text-3">{t('answers.place', { n: place + 1, m: count })}</span>
      <IconButton
        small
        look="secondary"
        label={t('answers.previous')}
        disabled={place === 0}
        icon={<ChevronUp size={14} aria-hidden="true" />}
        onClick={() => onStep(-1)}
      />
      <IconButton
        small
        look="secondary"
        label={t('answers.next')}
        disabled={place === count - 1}
        icon={<ChevronDown size={14} aria-hidden="true" />}
        onClick={() => onStep(1)}
      />
    </span>
  );
}
