import { ExternalLink } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openOutside } from '../backend/open';
import { say } from './Toast';

/** A link to the internet. Where it cannot be opened, its address is copied instead. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  const { t } = useTranslation();
  const open = async (event: MouseEvent) => {
    event.preventDefault();
    if (await openOutside(href)) return;
    await navigator.clipboard.writeText(href).catch(() => undefined);
    say({ text: t('common.link_copied') });
  };
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => void open(event)}
      className="inline-flex items-center gap-1 text-12 font-medium phone:min-h-11"
    >
      {children}
      <ExternalLink size={12} aria-hidden="true" />
    </a>
  );
}
