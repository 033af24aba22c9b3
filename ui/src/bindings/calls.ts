import type * as T from './types';

type Empty = Record<string, never>;
type Fields = Record<string, string>;

export interface Calls {
  session_get: { args: Empty; result: T.Session };
  demo_start: { args: { speed?: number }; result: T.Session };
  demo_stop: { args: Empty; result: T.Session };
  engine_pause: { args: Empty; result: T.Session };
  engine_resume: { args: Empty; result: T.Session };
  secrets_choose_sealed_file: { args: { passphrase: string }; result: T.Session };
  settings_get: { args: Empty; result: T.Settings };
  settings_set: { args: Partial<T.Settings>; result: T.Settings };
  ai_key_set: { args: { key: string }; result: T.Settings };
  ai_key_remove: { args: Empty; result: T.Settings };
  marketplaces_list: { args: Empty; result: T.MarketplaceView[] };
  shops_list: { args: Empty; result: T.Shop[] };
  shop_inspect: { args: { marketplace: string; fields: Fields }; result: T.ShopInspection };
  shop_connect: { args: { marketplace: string; name: string; fields: Fields }; result: T.Shop };
  shop_check: { args: { id: number }; result: T.Shop };
  shop_sync: { args: { id: number }; result: T.Job };
  shop_remove: { args: { id: number }; result: Empty };
  overview_get: { args: { period: T.Period; account: number | null }; result: T.Overview };
  figure_explain: {
    args: { explain: string; period: T.Period; account: number | null };
    result: T.FigureExplanation;
  };
  chart_sales: {
    args: {
      period: T.Period;
      account: number | null;
      measure: 'revenue' | 'orders';
      width: number;
      height: number;
    };
    result: T.Chart;
  };
  answers_list: {
    args: {
      kind: T.AnswerKind;
      queue: T.AnswerQueue;
      account: number | null;
      rating: number | null;
      search: string | null;
      after: string | null;
      limit: number;
    };
    result: T.AnswersPage;
  };
  answer_get: { args: { kind: T.AnswerKind; id: number }; result: T.AnswerDetail };
  answer_approve: { args: { draft: number; text: string | null }; result: T.AnswerDetail };
  answer_reject: { args: { draft: number; reason: string }; result: T.AnswerDetail };
  answer_regenerate: { args: { kind: T.AnswerKind; id: number }; result: T.AnswerDetail };
  answer_cancel: { args: { draft: number }; result: T.AnswerDetail };
  answers_approve_confident: {
    args: { kind: T.AnswerKind; account: number | null };
    result: { approved: number };
  };
  activity_list: {
    args: {
      account: number | null;
      act: string | null;
      outcome: string | null;
      undoable: boolean;
      search: string | null;
      after: string | null;
      limit: number;
    };
    result: T.ActivityPage;
  };
  activity_get: { args: { id: number }; result: T.ActivityDetail };
  activity_undo: { args: { id: number }; result: T.ActivityDetail };
  journal_verify: { args: Empty; result: T.JournalCheck };
  alerts_list: { args: Empty; result: T.Alert[] };
  alert_snooze: { args: { id: number; hours: number }; result: T.Alert };
  alert_close: { args: { id: number }; result: Empty };
  jobs_list: { args: Empty; result: T.Job[] };
  job_stop: { args: { id: string }; result: T.Job };
  backup_create: { args: Empty; result: T.BackupMade };
  backups_list: { args: Empty; result: T.Backup[] };
  search: { args: { text: string }; result: T.Found[] };
}

export type CallName = keyof Calls;
type Row = { role: T.Role; provides: readonly T.Tag[]; invalidates: readonly T.Tag[] };

export const ALL_TAGS = [
  'session',
  'settings',
  'overview',
  'reviews',
  'questions',
  'activity',
  'alerts',
  'shops',
  'jobs',
] as const satisfies readonly T.Tag[];

const ANSWER_WRITE = ['reviews', 'questions', 'overview', 'activity', 'session'] as const;

export const CALLS: Record<CallName, Row> = {
  session_get: { role: 'partner', provides: ['session'], invalidates: [] },
  demo_start: { role: 'owner', provides: [], invalidates: ALL_TAGS },
  demo_stop: { role: 'owner', provides: [], invalidates: ALL_TAGS },
  engine_pause: { role: 'owner', provides: [], invalidates: ['session', 'activity'] },
  engine_resume: { role: 'owner', provides: [], invalidates: ['session', 'activity'] },
  secrets_choose_sealed_file: { role: 'owner', provides: [], invalidates: ['session'] },
  settings_get: { role: 'partner', provides: ['settings'], invalidates: [] },
  settings_set: { role: 'owner', provides: [], invalidates: ['settings', 'session'] },
  ai_key_set: { role: 'owner', provides: [], invalidates: ['settings', 'session'] },
  ai_key_remove: { role: 'owner', provides: [], invalidates: ['settings', 'session'] },
  marketplaces_list: { role: 'partner', provides: [], invalidates: [] },
  shops_list: { role: 'partner', provides: ['shops'], invalidates: [] },
  shop_inspect: { role: 'owner', provides: [], invalidates: [] },
  shop_connect: { role: 'owner', provides: [], invalidates: ['shops', 'session', 'overview'] },
  shop_check: { role: 'owner', provides: [], invalidates: ['shops'] },
  shop_sync: { role: 'owner', provides: [], invalidates: ['shops', 'jobs'] },
  shop_remove: { role: 'owner', provides: [], invalidates: ['shops', 'session', 'overview'] },
  overview_get: { role: 'partner', provides: ['overview'], invalidates: [] },
  figure_explain: { role: 'partner', provides: ['overview'], invalidates: [] },
  chart_sales: { role: 'partner', provides: ['overview'], invalidates: [] },
  answers_list: { role: 'partner', provides: ['reviews', 'questions'], invalidates: [] },
  answer_get: { role: 'partner', provides: ['reviews', 'questions'], invalidates: [] },
  answer_approve: { role: 'partner', provides: [], invalidates: ANSWER_WRITE },
  answer_reject: { role: 'partner', provides: [], invalidates: ANSWER_WRITE },
  answer_regenerate: { role: 'partner', provides: [], invalidates: ANSWER_WRITE },
  answer_cancel: { role: 'partner', provides: [], invalidates: ANSWER_WRITE },
  answers_approve_confident: { role: 'partner', provides: [], invalidates: ANSWER_WRITE },
  activity_list: { role: 'partner', provides: ['activity'], invalidates: [] },
  activity_get: { role: 'partner', provides: ['activity'], invalidates: [] },
  activity_undo: {
    role: 'partner',
    provides: [],
    invalidates: ['activity', 'reviews', 'questions', 'overview'],
  },
  journal_verify: { role: 'partner', provides: [], invalidates: ['session', 'activity'] },
  alerts_list: { role: 'partner', provides: ['alerts'], invalidates: [] },
  alert_snooze: { role: 'partner', provides: [], invalidates: ['alerts', 'overview', 'session'] },
  alert_close: { role: 'partner', provides: [], invalidates: ['alerts', 'overview', 'session'] },
  jobs_list: { role: 'partner', provides: ['jobs'], invalidates: [] },
  job_stop: { role: 'owner', provides: [], invalidates: ['jobs'] },
  backup_create: { role: 'owner', provides: [], invalidates: [] },
  backups_list: { role: 'owner', provides: [], invalidates: [] },
  search: { role: 'partner', provides: [], invalidates: [] },
};
