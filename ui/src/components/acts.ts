import {
  BadgePercent,
  Bell,
  Bot,
  Boxes,
  CircleDot,
  CircleHelp,
  FileText,
  Hand,
  KeyRound,
  type LucideIcon,
  Megaphone,
  MessageCircleQuestion,
  MessageSquare,
  MessagesSquare,
  PackageCheck,
  PackageOpen,
  Pause,
  Pencil,
  Pin,
  Play,
  Plug,
  RefreshCw,
  Settings2,
  ShieldX,
  Tag,
  ThumbsUp,
  Truck,
  Undo2,
  X,
} from 'lucide-react';
import type { ActivityRow } from '../bindings/types';
import { MEANING, type Tone } from './Tag';

type Look = { tone: Tone; icon: LucideIcon };

/** How an act ended: icon and colour; the word is `activity.outcome.<outcome>`. */
export const OUTCOME_LOOK: Record<ActivityRow['outcome'], Look> = {
  verified: { tone: 'ok', icon: MEANING.verified },
  sent: { tone: 'info', icon: MEANING.onTheWay },
  refused: { tone: 'bad', icon: MEANING.failed },
  waiting: { tone: 'warn', icon: MEANING.waits },
  failed: { tone: 'bad', icon: MEANING.urgent },
  unknown: { tone: 'warn', icon: CircleHelp },
  undone: { tone: 'neutral', icon: Undo2 },
  noted: { tone: 'neutral', icon: CircleDot },
};

const ACT_ICON: Record<string, LucideIcon> = {
  answered_review: MessageSquare,
  answered_question: MessageCircleQuestion,
  refused_answer: ShieldX,
  asked_person: Hand,
  drafted: Pencil,
  approved: ThumbsUp,
  edited: Pencil,
  rejected: X,
  undid: Undo2,
  cancelled_send: Undo2,
  connected_shop: Plug,
  replaced_key: KeyRound,
  removed_shop: Plug,
  synced: RefreshCw,
  alert_raised: Bell,
  alert_closed: Bell,
  paused: Pause,
  resumed: Play,
  changed_setting: Settings2,
  set_price: Tag,
  set_stock: Boxes,
  handled_parcel: PackageCheck,
  handled_supply: Truck,
  decided_return: PackageOpen,
  wrote_to_buyer: MessagesSquare,
  handled_campaign: Megaphone,
  rewrote_card: FileText,
  handled_promotion: BadgePercent,
  pinned_review: Pin,
};

/** The verb's icon. An act that this version does not know still gets one. */
export function actIcon(act: string): LucideIcon {
  return ACT_ICON[act] ?? Bot;
}
