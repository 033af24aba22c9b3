// Written by `cargo xtask bindings` from src-tauri/crates/api. Do not edit.
import type * as T from './types';

export interface Calls {
  session_get: { args: T.Nothing; result: T.Session };
  demo_start: { args: T.DemoStart; result: T.Session };
  demo_stop: { args: T.Nothing; result: T.Session };
  engine_pause: { args: T.Nothing; result: T.Session };
  engine_resume: { args: T.Nothing; result: T.Session };
  secrets_choose_sealed_file: { args: T.Passphrase; result: T.Session };
  secrets_retry: { args: T.Nothing; result: T.Session };
  settings_get: { args: T.Nothing; result: T.Settings };
  settings_set: { args: T.SettingsChange; result: T.Settings };
  ai_key_set: { args: T.AiKey; result: T.Settings };
  ai_key_remove: { args: T.Nothing; result: T.Settings };
  marketplaces_list: { args: T.Nothing; result: T.MarketplaceView[] };
  shops_list: { args: T.Nothing; result: T.Shop[] };
  shop_inspect: { args: T.Inspect; result: T.ShopInspection };
  shop_connect: { args: T.Connect; result: T.Shop };
  shop_rekey: { args: T.Rekey; result: T.Shop };
  shop_check: { args: T.ById; result: T.Shop };
  shop_sync: { args: T.ById; result: T.Job };
  shop_remove: { args: T.ById; result: T.Nothing };
  overview_get: { args: T.OverviewQuery; result: T.Overview };
  listing_get: { args: T.ById; result: T.ListingCard };
  figure_explain: { args: T.Explain; result: T.FigureExplanation };
  chart_sales: { args: T.ChartQuery; result: T.Chart };
  answers_list: { args: T.AnswersQuery; result: T.AnswersPage };
  answer_get: { args: T.AnswerRef; result: T.AnswerDetail };
  answer_approve: { args: T.Approve; result: T.AnswerDetail };
  answer_reject: { args: T.Reject; result: T.AnswerDetail };
  answer_regenerate: { args: T.AnswerRef; result: T.AnswerDetail };
  answer_cancel: { args: T.ByDraft; result: T.AnswerDetail };
  answers_approve_confident: { args: T.ApproveConfident; result: T.ApprovedCount };
  activity_list: { args: T.ActivityQuery; result: T.ActivityPage };
  activity_get: { args: T.ById; result: T.ActivityDetail };
  activity_undo: { args: T.UndoAct; result: T.ActivityDetail };
  journal_verify: { args: T.Nothing; result: T.JournalCheck };
  alerts_list: { args: T.Nothing; result: T.Alert[] };
  alert_snooze: { args: T.Snooze; result: T.Alert };
  alert_close: { args: T.ById; result: T.Nothing };
  jobs_list: { args: T.Nothing; result: T.Job[] };
  job_stop: { args: T.ByJob; result: T.Job };
  job_dismiss: { args: T.ByJob; result: T.Nothing };
  backup_create: { args: T.Nothing; result: T.BackupMade };
  backups_list: { args: T.Nothing; result: T.Backup[] };
  search: { args: T.Search; result: T.Found[] };
}

export type CallName = keyof Calls;
type Row = { role: T.Role; provides: readonly T.Tag[]; invalidates: readonly T.Tag[] };

export const ALL_TAGS = ["session","settings","overview","reviews","questions","activity","alerts","shops","jobs"] as const satisfies readonly T.Tag[];

export const CALLS: Record<CallName, Row> = {
  session_get: { role: "partner", provides: ["session"], invalidates: [] },
  demo_start: { role: "owner", provides: [], invalidates: ["session","settings","overview","reviews","questions","activity","alerts","shops","jobs"] },
  demo_stop: { role: "owner", provides: [], invalidates: ["session","settings","overview","reviews","questions","activity","alerts","shops","jobs"] },
  engine_pause: { role: "owner", provides: [], invalidates: ["session","activity"] },
  engine_resume: { role: "owner", provides: [], invalidates: ["session","activity"] },
  secrets_choose_sealed_file: { role: "owner", provides: [], invalidates: ["session","settings","shops"] },
  secrets_retry: { role: "owner", provides: [], invalidates: ["session","settings","shops"] },
  settings_get: { role: "partner", provides: ["settings"], invalidates: [] },
  settings_set: { role: "owner", provides: [], invalidates: ["settings","session"] },
  ai_key_set: { role: "owner", provides: [], invalidates: ["settings","session"] },
  ai_key_remove: { role: "owner", provides: [], invalidates: ["settings","session"] },
  marketplaces_list: { role: "partner", provides: [], invalidates: [] },
  shops_list: { role: "partner", provides: ["shops"], invalidates: [] },
  shop_inspect: { role: "owner", provides: [], invalidates: [] },
  shop_connect: { role: "owner", provides: [], invalidates: ["shops","session","overview"] },
  shop_rekey: { role: "owner", provides: [], invalidates: ["shops","session","activity"] },
  shop_check: { role: "owner", provides: [], invalidates: ["shops"] },
  shop_sync: { role: "owner", provides: [], invalidates: ["shops","jobs"] },
  shop_remove: { role: "owner", provides: [], invalidates: ["shops","session","overview"] },
  overview_get: { role: "partner", provides: ["overview"], invalidates: [] },
  listing_get: { role: "partner", provides: ["overview"], invalidates: [] },
  figure_explain: { role: "partner", provides: ["overview"], invalidates: [] },
  chart_sales: { role: "partner", provides: ["overview"], invalidates: [] },
  answers_list: { role: "partner", provides: ["reviews","questions"], invalidates: [] },
  answer_get: { role: "partner", provides: ["reviews","questions"], invalidates: [] },
  answer_approve: { role: "partner", provides: [], invalidates: ["reviews","questions","overview","activity","session"] },
  answer_reject: { role: "partner", provides: [], invalidates: ["reviews","questions","overview","activity","session"] },
  answer_regenerate: { role: "partner", provides: [], invalidates: ["reviews","questions","overview","activity","session"] },
  answer_cancel: { role: "partner", provides: [], invalidates: ["reviews","questions","overview","activity","session"] },
  answers_approve_confident: { role: "partner", provides: [], invalidates: ["reviews","questions","overview","activity","session"] },
  activity_list: { role: "partner", provides: ["activity"], invalidates: [] },
  activity_get: { role: "partner", provides: ["activity"], invalidates: [] },
  activity_undo: { role: "partner", provides: [], invalidates: ["activity","reviews","questions","overview"] },
  journal_verify: { role: "partner", provides: [], invalidates: ["session","activity"] },
  alerts_list: { role: "partner", provides: ["alerts"], invalidates: [] },
  alert_snooze: { role: "partner", provides: [], invalidates: ["alerts","overview","session"] },
  alert_close: { role: "partner", provides: [], invalidates: ["alerts","overview","session"] },
  jobs_list: { role: "partner", provides: ["jobs"], invalidates: [] },
  job_stop: { role: "owner", provides: [], invalidates: ["jobs"] },
  job_dismiss: { role: "owner", provides: [], invalidates: ["jobs"] },
  backup_create: { role: "owner", provides: [], invalidates: [] },
  backups_list: { role: "owner", provides: [], invalidates: [] },
  search: { role: "partner", provides: [], invalidates: [] },
};
