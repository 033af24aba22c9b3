import { useTranslation } from 'react-i18next';
import type { AnswerDetail } from '../../bindings/types';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { reasonOf, useReason } from '../../components/reasons';
import { useFormats } from '../../lib/use-formats';

/** Earlier answers on the same topic, and what has happened with this one. */
export function Earlier({ detail }: { detail: AnswerDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = useReason();
  const { similar, history } = detail;
  return (
    <>
      {similar.length > 0 && (
        <section>
          <h3 className="mb-1 text-13 font-semibold">{t('answers.similar')}</h3>
          {similar.map((one) => (
            <details key={one.id} className="border-t border-line">
              <summary className="flex min-h-8 items-center gap-[10px] hover:bg-hover phone:min-h-11">
                <MarketplaceMark id={one.marketplace} />
                <span className="fig w-14 shrink-0 text-12 text-text-3">
                  {formats.date(one.at, 'short_date')}
                </span>
                <span className="cut">{one.text || t('answers.no_text')}</span>
              </summary>
              <p className="m-0 whitespace-pre-wrap break-words pb-2 pl-[26px] text-text-2">{one.answer}</p>
            </details>
          ))}
        </section>
      )}
      {history.length > 0 && (
        <section>
          <h3 className="mb-1 text-13 font-semibold">{t('answers.history')}</h3>
          <ol className="m-0 list-none p-0">
            {history.map((one) => (
              <li key={`${one.at}${one.what}`} className="flex gap-[10px] py-[3px] text-12">
                <span className="tnum w-[124px] shrink-0 text-text-3">
                  {formats.date(one.at, 'date_time')}
                </span>
                <span className="min-w-0 break-words">
                  {t([`act.${one.what}`, one.what])}
                  {one.text && <span className="text-text-3"> · {say(reasonOf(one.text))}</span>}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
