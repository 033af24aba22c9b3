import { useNavigate } from '@tanstack/react-router';
import { Activity, FileText, type LucideIcon, MessageSquare, Package } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../backend/query';
import type { Found } from '../bindings/types';
import { type Entry, Palette } from '../components/Palette';
import { hrefOf } from '../lib/page';
import { PAGES } from './pages';

const ICON: Record<Found['kind'], LucideIcon> = {
  product: Package,
  review: MessageSquare,
  activity: Activity,
  page: FileText,
};
const SHORTEST = 2;
const TYPING_MS = 120;

/** The palette's content: our pages at once, products, reviews and the log as the engine finds them. */
export function Finder({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const { t } = useTranslation();
  const navigate = useNavigate();
  const asked = useSettled(text.trim(), TYPING_MS);
  const found = useRead('search', { text: asked }, { enabled: asked.length >= SHORTEST, keep: true });
  const wanted = text.trim().toLocaleLowerCase();
  const pages: Entry[] = PAGES.map((page) => ({
    id: page.to,
    title: t(`nav.${page.name}`),
    icon: page.icon,
    group: t('palette.pages'),
    keys: `G ${page.go}`,
    run: () => void navigate({ to: page.to }),
  })).filter((page) => page.title.toLocaleLowerCase().includes(wanted));
  const rows: Entry[] = (asked.length >= SHORTEST ? (found.data ?? []) : [])
    .filter((row) => row.kind !== 'page')
    .map((row) => ({
      id: `${row.kind}-${row.id}-${row.page}`,
      title: row.title,
      detail: row.detail,
      icon: ICON[row.kind],
      group: t(`palette.${row.kind}`),
      run: () => {
        location.hash = hrefOf(row.page);
      },
    }));
  return (
    <Palette
      open
      onClose={onClose}
      entries={[...pages, ...rows]}
      text={text}
      onText={setText}
      busy={found.isFetching}
    />
  );
}

function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
