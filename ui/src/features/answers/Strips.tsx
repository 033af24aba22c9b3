import { CircleX, Hand, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerDetail, Reason } from '../../bindings/types';
import { useReason } from '../../components/reasons';
import { cx } from '../../lib/cx';
import { isOpen } from './looks';

/** Why a person is asked, why a draft was refused, and that a text spoke to the machine. */
export function Strips({ detail }: { detail: AnswerDetail }) {
  const { t } = useTranslation();
  const { draft, row } = detail;
  const verdict = draft?.verdict;
  return (
    <>
      {row.suspicious && (
        <Strip icon={TriangleAlert} tone="bad" title={t('answers.suspicious_title')}>
          {t('answers.suspicious_why')}
        </Strip>
      )}
      {verdict?.decision === 'refuse' && row.state !== 'sent' && (
        <Strip icon={CircleX} tone="bad" title={t('answers.refused_title')}>
          <Reasons reasons={verdict.reasons} />
          <p className="m-0 mt-1">{t('answers.refused_next')}</p>
        </Strip>
      )}
      {verdict?.decision === 'ask' && isOpen(row) && verdict.reasons.length > 0 && (
        <Strip icon={Hand} tone="warn" title={t('answers.why_asked')}>
          <Reasons reasons={verdict.reasons} />
        </Strip>
      )}
      {(row.state === 'unknown' || row.state === 'failed') && (
        <Strip
          icon={TriangleAlert}
          tone={row.state === 'failed' ? 'bad' : 'warn'}
          title={t(`answers.state.${row.state}`)}
        >
          {t(`answers.${row.state}_why`)}
        </Strip>
      )}
    </>
  );
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const say = useReason();
  return (
    <ul className="m-0 list-none p-0">
      {reasons.map((reason) => (
        <li key={`${reason.code}${reason.detail}`}>{say(reason)}</li>
      ))}
    </ul>
  );
}

type StripProps = { icon: LucideIcon; tone: 'warn' | 'bad'; title: string; children: ReactNode };

function Strip({ icon: Icon, tone, title, children }: StripProps) {
  return (
    <div
      className={cx(
        'flex items-start gap-[10px] rounded-m px-3 py-[10px]',
        tone === 'warn' ? 'bg-warn-soft text-warn' : 'bg-bad-soft text-bad',
      )}
    >
      <Icon size={16} className="mt-[2px]" aria-hidden="true" />
      <div className="min-w-0">
        <div className="font-medium">{title}</div>
        <div className="text-text-2">{children}</div>
      </div>
    </div>
  );
}
