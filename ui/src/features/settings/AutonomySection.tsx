import { useTranslation } from 'react-i18next';
import type { Autonomy, AutonomyRow, Settings, TopicRow } from '../../bindings/types';
import { Select } from '../../components/Select';
import { Stars } from '../../components/Stars';
import { useFormats } from '../../lib/use-formats';
import { AutonomyControl } from './AutonomyControl';
import { Fixed, Section } from './Section';

const DELAYS = [0, 60, 300, 900, 3600];

type Props = { settings: Settings; may: boolean; set: (change: Partial<Settings>) => void };

/** What the AI may do alone, by rating, and how long one can still stop it. */
export function AutonomySection({ settings, may, set }: Props) {
  const { t } = useTranslation();
  const change = (row: AutonomyRow, level: Autonomy) =>
    set({ autonomy: settings.autonomy.map((one) => (one === row ? { ...one, level } : one)) });
  return (
    <Section title={t('settings.autonomy')} about={t('settings.autonomy_about')}>
      <div className="grid gap-2">
        {settings.autonomy.map((row) => (
          <Row
            key={`${row.skill}-${row.rating}`}
            row={row}
            may={may}
            onChange={(level) => change(row, level)}
          />
        ))}
      </div>
      <p className="text-12 text-text-3">{t('settings.always_ask')}</p>
      <Topics rows={settings.topics} may={may} set={set} />
      <Delay settings={settings} may={may} set={set} />
    </Section>
  );
}

/** The lower of a topic's level and the one above counts. */
function Topics({ rows, may, set }: { rows: TopicRow[]; may: boolean; set: Props['set'] }) {
  const { t } = useTranslation();
  const change = (topic: string, level: Autonomy) =>
    set({ topics: rows.map((row) => (row.topic === topic ? { topic, level } : row)) });
  return (
    <div className="grid gap-2">
      <div className="font-medium">{t('settings.topics')}</div>
      <p className="text-12 text-text-3">{t('settings.topics_about')}</p>
      {rows.map(({ topic, level }) => (
        <div
          key={topic}
          className="grid grid-cols-[minmax(0,220px)_minmax(0,1fr)] items-center gap-x-4 gap-y-1 max-[560px]:grid-cols-1"
        >
          <span className="cut">{t(`topic.${topic}`)}</span>
          {may ? (
            <AutonomyControl
              label={t(`topic.${topic}`)}
              level={level}
              locked={false}
              onChange={(next) => change(topic, next)}
            />
          ) : (
            <span className="font-medium">{t(`settings.level.${level}`)}</span>
          )}
        </div>
      ))}
    </div>
  );
}

function Row({
  row,
  may,
  onChange,
}: {
  row: AutonomyRow;
  may: boolean;
  onChange: (level: Autonomy) => void;
}) {
  const { t } = useTranslation();
  const label =
    row.rating === null ? t(`settings.skill.${row.skill}`) : t('settings.reviews_of', { count: row.rating });
  return (
    <div className="grid grid-cols-[minmax(0,220px)_minmax(0,1fr)] items-center gap-x-4 gap-y-1 max-[560px]:grid-cols-1">
      <span className="flex items-center gap-2">
        {row.rating !== null && <Stars rating={row.rating} />}
        <span className="cut" aria-hidden={row.rating !== null || undefined}>
          {label}
        </span>
      </span>
      {may ? (
        <AutonomyControl label={label} level={row.level} locked={row.locked} onChange={onChange} />
      ) : (
        <span className="font-medium">{t(`settings.level.${row.level}`)}</span>
      )}
    </div>
  );
}

function Delay({ settings, may, set }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const word = (seconds: number) => (seconds === 0 ? t('settings.no_delay') : formats.duration(seconds));
  if (!may) return <Fixed label={t('settings.delay')}>{word(settings.delay_seconds)}</Fixed>;
  const choices = [...new Set([...DELAYS, settings.delay_seconds])].sort((a, b) => a - b);
  return (
    <div className="max-w-[300px]">
      <div className="mb-[5px] font-medium" aria-hidden="true">
        {t('settings.delay')}
      </div>
      <Select
        label={t('settings.delay')}
        value={String(settings.delay_seconds)}
        options={choices.map((seconds) => ({ value: String(seconds), label: word(seconds) }))}
        onChange={(seconds) => set({ delay_seconds: Number(seconds) })}
      />
      <p className="mt-1 text-12 text-text-3">{t('settings.delay_hint')}</p>
    </div>
  );
}
