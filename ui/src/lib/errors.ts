import { useTranslation } from 'react-i18next';
import type { Code } from '../bindings/types';

type Told = { code: Code; detail?: Record<string, string> | undefined };

/**
 * Words for an error by its code: `error.<code>` says what happened, `error.<code>_next` what is safe and what to do. Where
 * `detail.why` tells which of its kind it is, `error.<code>_<why>` comes first; for a field that was filled wrongly
 * `error.bad_input_<field>`.
 * `message` of the engine is English for logs and is never shown.
 */
export function useErrorText(): (error: Told) => { title: string; next: string } {
  const { t } = useTranslation();
  return ({ code, detail }) => {
    const field = code === 'bad_input' && detail?.field ? [`error.bad_input_${detail.field}`] : [];
    const values = { marketplace: t('error.the_marketplace'), ...detail };
    const own = detail?.why ? [`error.${code}_${detail.why}`] : [];
    return {
      title: t([...own, ...field, `error.${code}`, 'error.internal'], values),
      next: t([...own.map((key) => `${key}_next`), `error.${code}_next`, 'error.internal_next'], values),
    };
  };
}
