import {
  Activity,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  Megaphone,
  MessageCircleQuestion,
  MessageSquare,
  MessagesSquare,
  PackageCheck,
  PackageOpen,
  Plug,
  Settings,
  Tag,
} from 'lucide-react';
import type { Session } from '../bindings/types';

type Counts = Session['counts'];
export type Page = {
  to: string;
  /** Key of its name in `nav`. */
  name: string;
  icon: LucideIcon;
  group: 'top' | 'buyers' | 'sales' | 'system';
  /** The second key after G. */
  go: string;
  count?: (counts: Counts) => number;
  /** `hot` = needs a person; only one page may be hot. */
  look?: 'hot';
};

/** Every page there is, in the order of the sidebar. Sidebar, tab bar, palette and keys are drawn from it. */
export const PAGES: readonly Page[] = [
  { to: '/overview', name: 'overview', icon: LayoutDashboard, group: 'top', go: 'O' },
  {
    to: '/decisions',
    name: 'decisions',
    icon: Inbox,
    group: 'top',
    go: 'D',
    count: (c) => c.waiting,
    look: 'hot',
  },
  {
    to: '/activity',
    name: 'activity',
    icon: Activity,
    group: 'top',
    go: 'L',
    count: (c) => c.activity_today,
  },
  {
    to: '/reviews',
    name: 'reviews',
    icon: MessageSquare,
    group: 'buyers',
    go: 'R',
    count: (c) => c.reviews_open,
  },
  {
    to: '/questions',
    name: 'questions',
    icon: MessageCircleQuestion,
    group: 'buyers',
    go: 'Q',
    count: (c) => c.questions_open,
  },
  { to: '/chats', name: 'chats', icon: MessagesSquare, group: 'buyers', go: 'M' },
  { to: '/returns', name: 'returns', icon: PackageOpen, group: 'buyers', go: 'B' },
  { to: '/orders', name: 'orders', icon: PackageCheck, group: 'sales', go: 'H' },
  { to: '/prices', name: 'prices', icon: Tag, group: 'sales', go: 'N' },
  { to: '/ads', name: 'ads', icon: Megaphone, group: 'sales', go: 'A' },
  { to: '/shops', name: 'shops', icon: Plug, group: 'system', go: 'C', count: (c) => c.shops },
  { to: '/settings', name: 'settings', icon: Settings, group: 'system', go: 'P' },
];

/** The page that an address belongs to. The decisions page is that of the reviews or of the questions with its waiting queue open. */
export function pageAt(pathname: string, search: { queue?: unknown }): string {
  if ((pathname === '/reviews' || pathname === '/questions') && search.queue === 'waiting')
    return '/decisions';
  if (pathname === '/connect') return '/shops';
  return PAGES.find((one) => pathname === one.to || pathname.startsWith(`${one.to}/`))?.to ?? '';
}
