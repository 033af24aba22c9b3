import { Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../backend/session';
import { Card } from '../../components/Card';
import { Status } from '../../components/Tag';
import { useAgo } from '../../lib/use-ago';

/** A person stopped the reading of this shop: it stays so until that person wants it again. */
export function StoppedReading({ at }: { at: string | null }) {
  const { t } = useTranslation();
  const now = useNow();
  const ago = useAgo();
  if (at === null) return null;
  return (
    <Card>
      <Status tone="warn" icon={Pause} wrap>
        {t('shops.stopped', { ago: ago((now - Date.parse(at)) / 1000), button: t('shops.sync') })}
      </Status>
    </Card>
  );
}
