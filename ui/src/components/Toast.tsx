import { Toast as Base } from '@base-ui/react/toast';
import { CircleCheck, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../lib/use-formats';

type Said = { text: string; undo?: { label?: string; run: () => void; until?: string | null } };
type Data = { undo?: Said['undo'] };

const manager = Base.createToastManager<Data>();
const SHOWN_MS = 8000;

/**
 * Says that something succeeded, with Undo while it can be undone (`until`, by this machine's clock). One at a time. Failures
 * stay where they happened instead. Gives an id to take it away with.
 */
export function say({ text, undo }: Said): string {
  const left = undo?.until ? Date.parse(undo.until) - Date.now() : 0;
  return manager.add({ title: text, timeout: Math.max(SHOWN_MS, left), data: undo ? { undo } : {} });
}

export function unsay(id: string): void {
  manager.close(id);
}

export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={1}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed bottom-[76px] left-[232px] z-60 wide:left-[248px] phone:left-5 w-[min(420px,calc(100vw-40px))] phone:bottom-32">
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List() {
  const { t } = useTranslation();
  const { toasts, close } = Base.useToastManager<Data>();
  return toasts
    .filter((toast) => !toast.limited)
    .map((toast) => (
      <Base.Root
        key={toast.id}
        toast={toast}
        className="popup flex items-center gap-3 rounded-card bg-text px-4 py-2 text-page shadow-2"
      >
        <CircleCheck size={16} aria-hidden="true" />
        <Base.Title className="flex-1 text-13" />
        {toast.data?.undo && (
          <Undo
            undo={toast.data.undo}
            onRun={() => {
              toast.data?.undo?.run();
              close(toast.id);
            }}
          />
        )}
        <Base.Close
          aria-label={t('common.close')}
          className="grid size-[26px] place-items-center rounded-m hover:bg-page/15"
        >
          <X size={14} aria-hidden="true" />
        </Base.Close>
      </Base.Root>
    ));
}

function Undo({ undo, onRun }: { undo: NonNullable<Said['undo']>; onRun: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const left = useSecondsLeft(undo.until ?? null);
  return (
    <button
      type="button"
      onClick={onRun}
      className="fig flex h-[26px] items-center gap-2 rounded-m bg-page/15 px-[9px] text-12 font-medium hover:bg-page/25"
    >
      {undo.label ?? t('common.undo')}
      {left !== null && <span className="opacity-80">{formats.duration(left)}</span>}
    </button>
  );
}

function useSecondsLeft(until: string | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!until) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return until ? Math.max(0, (Date.parse(until) - now) / 1000) : null;
}
