import { useTranslation } from 'react-i18next';
import { useFormats } from './use-formats';

const FRESH_SECONDS = 45;

/** `2 min ago`, or `just now`: nobody needs the age of what is a few seconds old. */
export function useAgo(): (seconds: number) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (seconds) =>
    seconds < FRESH_SECONDS ? t('common.just_now') : t('common.ago', { span: formats.duration(seconds) });
}
