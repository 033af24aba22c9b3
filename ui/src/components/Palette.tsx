import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { type LucideIcon, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from './Kbd';

export type Entry = {
  id: string;
  title: string;
  detail?: string;
  icon: LucideIcon;
  group: string;
  keys?: string;
  run: () => void;
};

type PaletteProps = {
  open: boolean;
  onClose: () => void;
  /** Already filtered for the text: the engine searches products, reviews and the log, the app searches its own pages. */
  entries: readonly Entry[];
  text: string;
  onText: (text: string) => void;
  busy?: boolean;
};

/** Ctrl K. Everything it lists opens a page or a card; nothing writes from here. */
export function Palette({ open, onClose, entries, text, onText, busy }: PaletteProps) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState<Entry | undefined>();
  const groups = [...new Set(entries.map((one) => one.group))].map((group) => ({
    value: group,
    items: entries.filter((one) => one.group === group),
  }));
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Viewport
          className="fixed inset-0 z-50 flex items-start justify-center p-4 pt-[12vh] phone:pt-4"
          data-keys="own"
        >
          <Dialog.Popup
            aria-label={t('palette.title')}
            className="popup flex max-h-[70vh] w-full max-w-[640px] flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-2 outline-none"
          >
            <Autocomplete.Root
              open
              inline
              items={groups}
              mode="none"
              autoHighlight="always"
              value={text}
              onValueChange={onText}
              onItemHighlighted={(entry) => setSeen(entry as Entry | undefined)}
              itemToStringValue={(entry: Entry) => entry.title}
            >
              <div className="flex h-12 items-center gap-3 border-b border-line px-4">
                <Search size={16} className="text-text-3" aria-hidden="true" />
                <Autocomplete.Input
                  placeholder={t('palette.hint')}
                  aria-label={t('palette.title')}
                  className="min-w-0 flex-1 bg-transparent text-14 outline-none"
                  onKeyDown={(event) => {
                    if (event.key === 'Enter' && seen) {
                      event.preventDefault();
                      run(seen);
                    }
                  }}
                />
                <Kbd>Esc</Kbd>
              </div>
              <Autocomplete.Empty className="px-4 text-text-2 [&:not(:empty)]:py-4">
                {busy ? t('common.reading') : t('palette.nothing')}
              </Autocomplete.Empty>
              <Autocomplete.List className="overflow-auto p-2 empty:p-0">
                {(group: { value: string; items: Entry[] }) => (
                  <Autocomplete.Group key={group.value} items={group.items}>
                    <Autocomplete.GroupLabel className="px-2 pb-1 pt-2 text-11 font-medium text-text-3">
                      {group.value}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(entry: Entry) => (
                        <Autocomplete.Item
                          key={entry.id}
                          value={entry}
                          onClick={() => run(entry)}
                          className="flex min-h-9 cursor-pointer items-center gap-3 rounded-m px-2 py-1 outline-none data-[highlighted]:bg-selected"
                        >
                          <entry.icon size={16} className="text-text-3" aria-hidden="true" />
                          <span className="cut font-medium">{entry.title}</span>
                          {entry.detail && (
                            <span className="cut ml-auto text-12 text-text-3">{entry.detail}</span>
                          )}
                          {entry.keys && (
                            <span className="ml-auto flex gap-1">
                              {entry.keys.split(' ').map((key) => (
                                <Kbd key={key}>{key}</Kbd>
                              ))}
                            </span>
                          )}
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
