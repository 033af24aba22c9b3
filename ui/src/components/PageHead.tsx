import type { ReactNode } from 'react';

/** Title, one plain sentence, and what belongs to this page only (period, check, export). */
export function PageHead({
  title,
  children,
  actions,
}: {
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="min-w-0 max-w-[72ch]">
        <h1 className="text-20 font-semibold tracking-[-0.015em]">{title}</h1>
        {children && <div className="text-text-2">{children}</div>}
      </div>
      {actions && (
        <div className="ml-auto flex flex-wrap items-center gap-2 phone:ml-0 phone:w-full">{actions}</div>
      )}
    </header>
  );
}
