import { useTranslation } from 'react-i18next';
import type { Code } from '../bindings/types';

type Told = { code: Code; detail?: Record<string, string> | undefined };

/**
 * Words for an error by its code: `error.<code>` says what happened (for a field that was filled wrongly `error.bad_input_<field>`), `error.<code>_next` what is safe and what to do.
 * `message` of the engine is English for logs and is never shown.
 */
export function useErrorText(): (error: Told) => { title: string; next: string } {
  const { t } = useTranslation();
  return ({ code, detail }) => {
    const field = code === 'bad_input' && detail?.field ? [`error.bad_input_${detail.field}`] : [];
    const values = { marketplace: t('error.the_marketplace'), ...detail };
    return {
      title: t([...field, `error.${code}`, 'error.internal'], values),
      next: t([`error.${code}_next`, 'error.internal_next'], values),
    };
  };
}
