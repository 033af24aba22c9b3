import { useNow } from '../../backend/session';
import { useFormats } from '../../lib/use-formats';

/** `Sunday, 22 Nov`: the day by the engine's clock, in the zone in which the page's days begin. */
export function useToday(zone?: string): string {
  const formats = useFormats(zone);
  const now = new Date(useNow()).toISOString();
  const weekday = formats.date(now, 'weekday');
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}, ${formats.date(now)}`;
}
