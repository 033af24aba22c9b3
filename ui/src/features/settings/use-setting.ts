import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../backend/query';
import type { Settings } from '../../bindings/types';
import { say } from '../../components/Toast';

/** Saves at once: a setting has no "apply" button. The new value shows while it is being saved, and falls back when it fails. */
export function useSetting() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const save = useWrite('settings_set');
  const set = (change: Partial<Settings>) =>
    save.mutate(change, {
      onSuccess: (settings) => {
        client.setQueryData(['settings_get', {}], settings);
        say({ text: t('settings.saved') });
      },
    });
  return { set, saving: save.isPending ? save.variables : undefined, error: save.error };
}
