import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { EmptyState } from './States';

type Props = {
  icon: LucideIcon;
  /** Where the page's words are. */
  words: 'chats' | 'returns';
  tab: { queue: string; filtered: boolean; clear: () => void };
};

/** Said in place of rows: the tab is empty, or nothing in it has the words that were looked for. */
export function NothingIn({ icon, words, tab: { queue, filtered, clear } }: Props) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={icon}
      className="px-5"
      title={t(filtered ? 'activity.nothing_found' : `${words}.empty.${queue}`)}
      action={
        filtered && (
          <Button size="s" onClick={clear}>
            {t('answers.clear_filters')}
          </Button>
        )
      }
    >
      {t(filtered ? `${words}.nothing_found_why` : `${words}.empty.${queue}_why`)}
    </EmptyState>
  );
}
