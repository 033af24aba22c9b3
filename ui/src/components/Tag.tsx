import {
  CircleCheck,
  CircleSlash,
  CircleX,
  Clock,
  Hand,
  Info,
  type LucideIcon,
  OctagonAlert,
  Pause,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'accent' | 'neutral' | 'outline';
const FILL: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  accent: 'bg-accent-soft text-accent',
  neutral: 'bg-sunken text-text-2 dark:bg-hover',
  outline: 'text-text-2 shadow-[inset_0_0_0_1px_var(--line-2)]',
};
const INK: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
  accent: 'text-accent',
  neutral: 'text-text-3',
  outline: 'text-text-2',
};

/** The icon that always goes with a meaning. */
export const MEANING = {
  verified: CircleCheck,
  soon: TriangleAlert,
  urgent: OctagonAlert,
  onTheWay: Clock,
  paused: Pause,
  waits: Hand,
  notOffered: CircleSlash,
  failed: CircleX,
  info: Info,
} satisfies Record<string, LucideIcon>;

type Props = {
  tone?: Tone;
  icon?: LucideIcon | undefined;
  children: ReactNode;
  className?: string;
  title?: string;
};

/** A filled label of 20 px: icon and word. Topic and language use the neutral one, without an icon. */
export function Tag({ tone = 'neutral', icon: Icon, children, className, title }: Props) {
  return (
    <span
      title={title}
      className={cx(
        'fig inline-flex h-5 max-w-full items-center gap-1 rounded-tag px-[7px] align-top text-11 font-medium',
        FILL[tone],
        className,
      )}
    >
      {Icon && <Icon size={12} strokeWidth={2} aria-hidden="true" />}
      <span className="cut">{children}</span>
    </span>
  );
}

/** The same in running text and table cells: no fill. `wrap` lets a long word take two lines, `turns` turns the icon. */
export function Status({
  tone = 'neutral',
  icon: Icon,
  children,
  className,
  title,
  wrap,
  turns,
}: Props & { wrap?: boolean; turns?: boolean }) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex max-w-full items-start gap-[5px] align-top',
        tone !== 'neutral' && 'font-medium',
        INK[tone],
        className,
      )}
    >
      {Icon && (
        <Icon size={14} className={cx('mt-[calc((1lh-14px)/2)]', turns && 'spin')} aria-hidden="true" />
      )}
      <span className={wrap ? 'min-w-0' : 'cut'}>{children}</span>
    </span>
  );
}
