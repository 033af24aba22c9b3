import type { ReactNode } from 'react';
import { Card } from '../../components/Card';

/** A card of settings: what it is about at left, the controls at right; one under the other when narrow. */
export function Section({
  title,
  about,
  children,
}: {
  title: string;
  about?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card flush>
      <div className="grid grid-cols-[minmax(0,240px)_minmax(0,1fr)] gap-x-8 gap-y-3 p-[14px] max-[900px]:grid-cols-1">
        <div>
          <h2 className="text-13 font-semibold">{title}</h2>
          {about && <p className="mt-1 text-12 text-text-2">{about}</p>}
        </div>
        <div className="grid min-w-0 gap-4">{children}</div>
      </div>
    </Card>
  );
}

/** A setting that this role may read but not change. */
export function Fixed({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1">
      <span className="w-48 text-text-3">{label}</span>
      <span className="font-medium">{children}</span>
    </div>
  );
}
