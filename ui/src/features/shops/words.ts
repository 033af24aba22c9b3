import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  KeyRound,
  LoaderCircle,
  Lock,
  type LucideIcon,
  Pause,
  TriangleAlert,
} from 'lucide-react';
import type { Cell, Shop } from '../../bindings/types';
import type { Tone } from '../../components/Tag';

type Look = { tone: Tone; icon: LucideIcon; turns?: boolean };

/** How a shop's state looks; its word is `shops.state.<state>`. */
export const SHOP_LOOK: Record<Shop['state'], Look> = {
  ok: { tone: 'ok', icon: CircleCheck },
  checking: { tone: 'neutral', icon: LoaderCircle, turns: true },
  attention: { tone: 'warn', icon: TriangleAlert },
  failed: { tone: 'bad', icon: CircleX },
  paused: { tone: 'neutral', icon: Pause },
};

/** How a cell of the capability table looks; its word is `shops.cell.<state>`. Absence is grey, never an error. */
export const CELL_LOOK: Record<Cell['state'], Look> = {
  works: { tone: 'ok', icon: CircleCheck },
  checking: { tone: 'neutral', icon: LoaderCircle, turns: true },
  queued: { tone: 'neutral', icon: CircleDashed },
  missing_scope: { tone: 'warn', icon: TriangleAlert },
  needs_subscription: { tone: 'neutral', icon: Lock },
  needs_key: { tone: 'neutral', icon: KeyRound },
  not_offered: { tone: 'neutral', icon: CircleSlash },
  not_for_this_seller: { tone: 'neutral', icon: CircleSlash },
  not_yet: { tone: 'neutral', icon: CircleSlash },
  failed: { tone: 'bad', icon: CircleX },
};
