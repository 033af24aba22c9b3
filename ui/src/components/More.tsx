import { useTranslation } from 'react-i18next';
import { Button } from './Button';

type Props = {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
};

/** Below a list that is read page after page: its next page, while there is one. */
export function More({ pages }: Props) {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <div className="px-5 py-3 phone:px-4">
      <Button size="s" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {t('common.more')}
      </Button>
    </div>
  );
}
