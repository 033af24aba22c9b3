import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/Dialog';
import { Kbd } from '../components/Kbd';
import { PAGES } from './pages';

const KEYS: readonly [string, string][] = [
  ['Ctrl K', 'find'],
  ['↑ ↓', 'move'],
  ['J K', 'move'],
  ['Enter', 'open'],
  ['Esc', 'close'],
  ['/', 'filter'],
  ['A', 'approve'],
  ['E', 'edit'],
  ['R', 'reject'],
  ['Ctrl Enter', 'approve_edit'],
  ['G', 'rewrite'],
  ['Z', 'undo'],
  ['?', 'keys'],
];

/** `?` on a page: what the keys do. They follow the physical key, in any layout. */
export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const rows: [string, string][] = [
    ...KEYS.map(([keys, name]): [string, string] => [keys, t(`keys.${name}`)]),
    ...PAGES.map((page): [string, string] => [`G ${page.go}`, t(`nav.${page.name}`)]),
  ];
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')} description={t('keys.layout')}>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1 phone:grid-cols-1">
        {rows.map(([keys, name]) => (
          <div key={keys} className="flex items-center gap-2">
            <dt className="order-2 ml-auto flex gap-1">
              {(keys.startsWith('Ctrl') ? [keys] : keys.split(' ')).map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="m-0 text-text-2">{name}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
