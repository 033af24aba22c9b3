import { Clock, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../backend/session';
import { secondsUntil, urgencyOf } from '../lib/due';
import { useFormats } from '../lib/use-formats';
import { Tag, type Tone } from './Tag';

const TONE: Record<ReturnType<typeof urgencyOf>, Tone> = {
  over: 'bad',
  urgent: 'bad',
  soon: 'warn',
  calm: 'neutral',
};

/** How long an answer may still wait: an icon, words and a colour. */
export function DueTag({ at }: { at: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const left = secondsUntil(at, useNow());
  const urgency = urgencyOf(left);
  const over = urgency === 'over';
  return (
    <Tag tone={TONE[urgency]} icon={over ? TriangleAlert : Clock} title={formats.date(at, 'date_time')}>
      {t(over ? 'answers.overdue' : 'answers.left', { span: formats.duration(Math.abs(left)) })}
    </Tag>
  );
}
