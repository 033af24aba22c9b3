import { useTranslation } from 'react-i18next';
import type { Code } from '../bindings/types';

type Told = { code: Code; detail?: Record<string, string> | undefined };

/**
 * Words for an error by its code: `error.<code>` says what happened, `error.<code>_next` what is safe and what to do.
 * `message` of the engine is English for logs and is never shown.
 */
export function useErrorText(): (error: Told) => { title: string; next: string } {
  const { t } = useTranslation();
  return ({ code, detail }) => {
    const values = { marketplace: t('error.the_marketplace'), ...detail };
    return {
      title: t([`error.${code}`, 'error.internal'], values),
      next: t([`error.${code}_next`, 'error.internal_next'], values),
    };
  };
}
