import { useNow } from '../../backend/session';
import { useFormats } from '../../lib/use-formats';

/** `Sunday, 22 Nov`: the day by the engine's clock. */
export function useToday(): string {
  const formats = useFormats();
  const now = new Date(useNow()).toISOString();
  const weekday = formats.date(now, 'weekday');
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}, ${formats.date(now)}`;
}
