import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isDesktop } from '../../backend/transport';
import type { ParcelShop } from '../../bindings/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { MarketplaceMark } from '../../components/MarketplaceMark';
import { Bar } from '../../components/Progress';
import { ErrorState } from '../../components/States';
import { MEANING, Status } from '../../components/Tag';
import { useFormats } from '../../lib/use-formats';
import type { Files } from './use-files';

/** What came: each file with a way to open it, and what did not come with its reason. */
export function FilesDialog({ files, shops }: { files: Files; shops: readonly ParcelShop[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { state } = files;
  if (!state) return null;
  const words = isDesktop() ? 'orders.open_file' : 'orders.download_file';
  const title = state.busy
    ? 'orders.fetching'
    : state.files.length > 0
      ? 'orders.fetched'
      : 'orders.not_fetched';
  return (
    <Dialog
      open
      onClose={files.close}
      title={t(title, { count: state.files.length })}
      actions={<Button onClick={files.close}>{t('common.close')}</Button>}
    >
      {state.busy && (
        <>
          <Bar value={null} label={t('orders.fetching')} />
          <p className="m-0 mt-2 text-12 text-text-2">{t('orders.fetching_why')}</p>
        </>
      )}
      <ul className="m-0 list-none divide-y divide-line p-0">
        {state.files.map((file) => (
          <li key={file.id} className="flex items-center gap-3 py-2">
            <Mark shop={shops.find((one) => one.account === file.account)} />
            <span className="min-w-0 flex-1">
              <span className="cut block font-medium" title={file.name}>
                {file.name}
              </span>
              <span className="tnum text-12 text-text-3">{formats.bytes(file.size)}</span>
            </span>
            <Button size="s" aria-label={`${t(words)}: ${file.name}`} onClick={() => files.open(file)}>
              {t(words)}
            </Button>
          </li>
        ))}
      </ul>
      {state.missing > 0 && (
        <p className="m-0 mt-2">
          <Status tone="warn" icon={MEANING.soon} wrap>
            {t('orders.missing', { count: state.missing })}
          </Status>
        </p>
      )}
      {state.failures.map((failure, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: failures have no identity
        <ErrorState key={at} failure={failure} className="px-0 pb-0" />
      ))}
      {files.failure && <ErrorState failure={files.failure} className="px-0 pb-0" />}
    </Dialog>
  );
}

/** Whose file it is: two shops give files of one name. */
function Mark({ shop }: { shop: ParcelShop | undefined }) {
  return shop ? (
    <MarketplaceMark id={shop.marketplace} />
  ) : (
    <FileText size={16} className="text-text-3" aria-hidden="true" />
  );
}
