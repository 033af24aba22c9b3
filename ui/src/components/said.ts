import { useTranslation } from 'react-i18next';
import { toldMoney } from '../lib/amounts';
import { useFormats } from '../lib/use-formats';

/**
 * What the engine or a marketplace says in a code (`QUARANTINE`, `price.whole_units`) or as a figure (`1290.5 RUB`, `-13 %`), in the
 * language's own words. What no catalogue knows is shown as it was said.
 */
export function useSaid(): (words: string) => string {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const say = (code: string) => {
    const key = `said.${code.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
    return code && i18n.exists(key) ? t(key) : code;
  };
  /** `DECLINE_REFUND/DEVICE_ACTIVATED`: what, and more closely. */
  const parts = (code: string) =>
    /^[A-Z_]+( ?\/ ?[A-Z_]+)+$/.test(code)
      ? code
          .split('/')
          .map((one) => say(one.trim()))
          .join(': ')
      : say(code);
  const line = (words: string): string => {
    const other = /^changed_meanwhile: (.*)$/.exec(words)?.[1];
    if (other !== undefined) return t('said.changed_meanwhile', { words: line(other) });
    const sum = toldMoney(words);
    const share = /^(-?\d+(?:\.\d+)?) %$/.exec(words);
    // A bid is told with both of its decimals, a change without.
    if (share)
      return /\.\d\d %$/.test(words) ? formats.percent(Number(share[1])) : formats.change(Number(share[1]));
    return sum ? formats.money(sum, 'auto') : words.split(', ').map(parts).join(', ');
  };
  return (words) => words.split('\n').map(line).join('\n');
}
