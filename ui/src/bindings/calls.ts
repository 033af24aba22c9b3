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
  review_pin_propose: { args: T.ProposePin; result: T.ProposedChange };
  answers_approve_confident: { args: T.ApproveConfident; result: T.ApprovedCount };
  activity_list: { args: T.ActivityQuery; result: T.ActivityPage };
  activity_get: { args: T.ById; result: T.ActivityDetail };
  activity_undo: { args: T.UndoAct; result: T.ActivityDetail };
  changes_list: { args: T.ChangesQuery; result: T.ChangesPage };
  change_decide: { args: T.DecideChange; result: T.Change };
  prices_list: { args: T.PricesQuery; result: T.PricesPage };
  price_propose: { args: T.ProposePrice; result: T.ProposedChange };
  parcels_list: { args: T.ParcelsQuery; result: T.ParcelsPage };
  parcels_propose: { args: T.ProposeParcels; result: T.ProposedChange[] };
  supplies_list: { args: T.SuppliesQuery; result: T.SuppliesPage };
  supply_propose: { args: T.ProposeSupply; result: T.ProposedChange };
  documents_list: { args: T.DocumentsQuery; result: T.DocumentsPage };
  files_get: { args: T.GetFiles; result: T.FilesCame };
  returns_list: { args: T.ReturnsQuery; result: T.ReturnsPage };
  return_propose: { args: T.ProposeReturn; result: T.ProposedChange };
  chats_list: { args: T.ChatsQuery; result: T.ChatsPage };
  chat_get: { args: T.ChatRef; result: T.ChatThread };
  chat_propose: { args: T.ProposeReply; result: T.ProposedChange };
  ads_list: { args: T.AdsQuery; result: T.AdsPage };
  campaign_get: { args: T.CampaignQuery; result: T.CampaignDetail };
  campaign_acts: { args: T.CampaignRef; result: T.CampaignActs };
  campaign_propose: { args: T.ProposeCampaign; result: T.ProposedChange };
  reconciliation_get: { args: T.ReconcileQuery; result: T.Reconciliation };
  standing_get: { args: T.ById; result: T.Standing };
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

export const ALL_TAGS = ["session","settings","overview","reviews","questions","activity","alerts","shops","jobs","prices","orders","returns","chats","ads","finance","analytics"] as const satisfies readonly T.Tag[];

export const CALLS: Record<CallName, Row> = {
  session_get: { role: "partner", provides: ["session"], invalidates: [] },
  demo_start: { role: "owner", provides: [], invalidates: ["session","settings","overview","reviews","questions","activity","alerts","shops","jobs","prices","orders","returns","chats","ads","finance","analytics"] },
  demo_stop: { role: "owner", provides: [], invalidates: ["session","settings","overview","reviews","questions","activity","alerts","shops","jobs","prices","orders","returns","chats","ads","finance","analytics"] },
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
  review_pin_propose: { role: "owner", provides: [], invalidates: ["reviews","session"] },
  answers_approve_confident: { role: "partner", provides: [], invalidates: ["reviews","questions","overview","activity","session"] },
  activity_list: { role: "partner", provides: ["activity"], invalidates: [] },
  activity_get: { role: "partner", provides: ["activity"], invalidates: [] },
  activity_undo: { role: "partner", provides: [], invalidates: ["activity","reviews","questions","overview"] },
  changes_list: { role: "partner", provides: ["prices","orders","returns","chats","ads","reviews","overview"], invalidates: [] },
  change_decide: { role: "partner", provides: [], invalidates: ["prices","orders","returns","chats","ads","reviews","overview","activity","session"] },
  prices_list: { role: "partner", provides: ["prices"], invalidates: [] },
  price_propose: { role: "owner", provides: [], invalidates: ["prices","session"] },
  parcels_list: { role: "partner", provides: ["orders"], invalidates: [] },
  parcels_propose: { role: "owner", provides: [], invalidates: ["orders","session"] },
  supplies_list: { role: "partner", provides: ["orders"], invalidates: [] },
  supply_propose: { role: "owner", provides: [], invalidates: ["orders","session"] },
  documents_list: { role: "partner", provides: ["finance"], invalidates: [] },
  files_get: { role: "owner", provides: [], invalidates: ["orders","finance"] },
  returns_list: { role: "partner", provides: ["returns"], invalidates: [] },
  return_propose: { role: "owner", provides: [], invalidates: ["returns","session"] },
  chats_list: { role: "partner", provides: ["chats"], invalidates: [] },
  chat_get: { role: "partner", provides: ["chats"], invalidates: [] },
  chat_propose: { role: "owner", provides: [], invalidates: ["chats","session"] },
  ads_list: { role: "partner", provides: ["ads"], invalidates: [] },
  campaign_get: { role: "partner", provides: ["ads"], invalidates: [] },
  campaign_acts: { role: "owner", provides: ["ads"], invalidates: [] },
  campaign_propose: { role: "owner", provides: [], invalidates: ["ads","session"] },
  reconciliation_get: { role: "partner", provides: ["overview","analytics","finance"], invalidates: [] },
  standing_get: { role: "partner", provides: ["shops","analytics"], invalidates: [] },
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
