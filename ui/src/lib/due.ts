export type Urgency = 'over' | 'urgent' | 'soon' | 'calm';
const HOUR = 3600;

/** Seconds until a moment, by the engine's clock; negative when it has passed. */
export function secondsUntil(iso: string, now: number): number {
  return (Date.parse(iso) - now) / 1000;
}

/** How a deadline is shown: within an hour it is red, within four it is amber. */
export function urgencyOf(seconds: number): Urgency {
  if (seconds <= 0) return 'over';
  if (seconds < HOUR) return 'urgent';
  return seconds < 4 * HOUR ? 'soon' : 'calm';
}

/** `4:05`: time left to take something back; never below zero. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
