export type Code =
  | 'unauthorised_key'
  | 'expired_key'
  | 'missing_scope'
  | 'rate_limited'
  | 'unreachable'
  | 'unreadable_answer'
  | 'rejected_by_marketplace'
  | 'unsupported'
  | 'not_found'
  | 'bad_input'
  | 'forbidden'
  | 'viewer_only'
  | 'store_newer'
  | 'store_corrupt'
  | 'disk_full'
  | 'keychain_unavailable'
  | 'conflict'
  | 'too_late'
  | 'internal';
export type ApiError = { code: Code; message: string; detail?: Record<string, string> };
export type Role = 'partner' | 'owner' | 'admin';
export type Tag =
  | 'session'
  | 'settings'
  | 'overview'
  | 'reviews'
  | 'questions'
  | 'activity'
  | 'alerts'
  | 'shops'
  | 'jobs';
export type Money = { minor: number; currency: string; exponent: number };
export type Capability = string;
export type FieldSpec = {
  name: string;
  kind: 'secret' | 'text';
  required: boolean;
  label_key: string;
  help_keys: string[];
};
export type CapabilitySpec = { capability: Capability; read: boolean; write: boolean };
export type MarketplaceView = {
  id: string;
  name: string;
  letter: string;
  colour: string;
  on_colour: string;
  key_url: string;
  fields: FieldSpec[];
  hosts: string[];
  capabilities: CapabilitySpec[];
};
export type SecretsView = {
  kind: 'keychain' | 'sealed_file' | 'memory' | 'none';
  name: string;
  problem: string | null;
};
export type Locale = 'uz-Latn' | 'uz-Cyrl' | 'ru' | 'en';
export type Theme = 'system' | 'light' | 'dark';
export type Session = {
  version: string;
  role: Role;
  mode: 'engine' | 'viewer';
  engine_owner: { host: string; pid: number; heartbeat_at: string } | null;
  partner: { id: number; name: string } | null;
  store: string;
  demo: boolean;
  first_run: boolean;
  locale: string;
  theme: Theme;
  secrets: SecretsView;
  ai: { provider: 'claude' | 'templates'; model: string | null };
  paused: boolean;
  now: string;
  spend_today: Money;
  spend_cap: Money;
  journal: { rows: number; verified_at: string | null; intact: boolean | null };
  counts: {
    waiting: number;
    reviews_open: number;
    questions_open: number;
    activity_today: number;
    alerts: number;
    shops: number;
    products: number;
  };
};
export type Autonomy = 'off' | 'draft' | 'ask' | 'auto';
export type AutonomyRow = {
  skill: 'answer_review' | 'answer_question';
  rating: number | null;
  level: Autonomy;
  locked: boolean;
};
export type ModelPrice = { model: string; input_per_mtok_usd: string; output_per_mtok_usd: string };
export type Settings = {
  locale: Locale;
  theme: Theme;
  partner_name: string;
  signature: string;
  tone: 'warm' | 'neutral' | 'formal';
  delay_seconds: number;
  autonomy: AutonomyRow[];
  spend_cap: Money;
  ai_model: string;
  ai_base_url: string;
  ai_key_present: boolean;
  prices: ModelPrice[];
  notifications: { stock: boolean; approval: boolean };
  start_minimised: boolean;
  close_to_tray: boolean;
  updates: boolean;
  backup_keep: number;
  stock_days: number;
};
export type Passport = {
  token_kind: string | null;
  token_kinds: string[];
  expires_at: string | null;
  days_left: number | null;
  days_total: number | null;
  scopes: { name: string; state: 'present' | 'missing_useful' | 'not_needed' }[];
  account_label: string | null;
  checked_at: string;
  read_only: boolean;
};
export type FeedState = {
  feed: Capability;
  last_ok_at: string | null;
  rows: number;
  bad_rows: number;
  problem: ApiError | null;
  running: boolean;
};
export type LimitState = {
  endpoint: string;
  left: number | null;
  limit: number | null;
  period_seconds: number | null;
  blocked_until: string | null;
};
export type Cell = {
  state: 'works' | 'checking' | 'queued' | 'missing_scope' | 'needs_subscription' | 'not_offered' | 'failed';
  detail: string | null;
};
export type CapabilityState = { capability: Capability; read: Cell; write: Cell; limit: string | null };
export type Shop = {
  id: number;
  marketplace: string;
  name: string;
  external_name: string | null;
  state: 'ok' | 'checking' | 'attention' | 'failed' | 'paused';
  problem: ApiError | null;
  demo: boolean;
  passport: Passport | null;
  feeds: FeedState[];
  limits: LimitState[];
  capabilities: CapabilityState[];
};
export type ShopInspection = { passport: Passport | null; problem: ApiError | null };
export type Period = 'today' | 'yesterday' | '7d' | '30d' | 'month';
export type FigureValue = {
  money: Money | null;
  number: number | null;
  unit: 'money' | 'count' | 'percent' | 'minutes';
};
export type Tile = {
  key: 'revenue' | 'orders' | 'units' | 'buyout' | 'answered' | 'answer_minutes' | 'ai_cost';
  values: FigureValue[];
  previous: FigureValue[];
  delta_percent: number | null;
  good: 'up' | 'down';
  spark: number[];
  age_seconds: number | null;
  missing: string[];
  explain: string;
};
export type MarketplaceRow = {
  marketplace: string;
  account: number;
  revenue: Money | null;
  delta_percent: number | null;
  orders: number;
  units: number;
  reviews_answered: number;
  age_seconds: number | null;
  not_offered: string[];
};
export type StockRow = {
  listing: number;
  marketplace: string;
  title: string;
  article: string;
  quantity: number;
  per_day: string;
  days_left: number | null;
  level: 'ok' | 'soon' | 'urgent' | 'out';
};
export type Overview = {
  period: { from: string; to: string; days: number; zone: string };
  tiles: Tile[];
  marketplaces: MarketplaceRow[];
  waiting: AnswerRow[];
  alerts: Alert[];
  activity: ActivityRow[];
  stock: StockRow[];
  data_age_seconds: number | null;
  missing: string[];
};
export type FigureExplanation = {
  title_key: string;
  lines: { label: string; value: FigureValue; sign: '+' | '-' | '=' }[];
  formula: string;
  age_seconds: number | null;
  rows: number;
};
export type ChartPoint = { px: number; py: number; x: string; y: number; label: string };
export type ChartSeries = { id: string; label: string; colour: string; unit: string; points: ChartPoint[] };
export type Chart = {
  svg: string;
  view: [number, number];
  plot: { x0: number; y0: number; x1: number; y1: number };
  series: ChartSeries[];
  summary: string;
};
export type Lang = 'uz-Latn' | 'uz-Cyrl' | 'ru' | 'en' | 'other';
export type AnswerKind = 'review' | 'question';
export type AnswerQueue = 'unanswered' | 'draft' | 'waiting' | 'sent' | 'rejected';
export type AnswerRow = {
  kind: AnswerKind;
  id: number;
  account: number;
  marketplace: string;
  listing: { id: number; title: string; article: string } | null;
  rating: number | null;
  author: string | null;
  text: string;
  language: Lang | null;
  topic: string | null;
  created_at: string;
  due_at: string | null;
  state:
    | 'unanswered'
    | 'drafting'
    | 'draft'
    | 'waiting'
    | 'scheduled'
    | 'sending'
    | 'sent'
    | 'rejected'
    | 'refused'
    | 'unknown'
    | 'failed';
  deadline: string | null;
  suspicious: boolean;
};
export type AnswersPage = {
  rows: AnswerRow[];
  next: string | null;
  counts: Record<AnswerQueue, number>;
  not_offered: string[];
};
export type Fact = { number: number; name: string; value: string; source: string };
export type Reason = { code: string; detail: string | null };
export type RuleResult = { rule: string; passed: boolean; measured: string };
export type Verdict = {
  decision: 'send' | 'ask' | 'refuse';
  reasons: Reason[];
  rules: RuleResult[];
  pack: string;
  pack_date: string;
  at: string;
};
export type Draft = {
  id: number;
  text: string;
  source: 'claude' | 'template' | 'person';
  model: string | null;
  cost: Money | null;
  language: Lang;
  created_at: string;
  confidence: number | null;
  spans: { start: number; end: number; fact: number }[];
  facts: Fact[];
  verdict: Verdict;
  send_at: string | null;
};
export type AnswerDetail = {
  row: AnswerRow;
  review: {
    text: string;
    pros: string | null;
    cons: string | null;
    photos: number;
    published_answer: string | null;
  };
  product: { title: string; url: string | null; article: string; rating: string | null } | null;
  draft: Draft | null;
  history: { at: string; what: string; text: string | null }[];
  similar: { id: number; marketplace: string; at: string; text: string; answer: string }[];
  can: {
    approve: boolean;
    edit: boolean;
    reject: boolean;
    regenerate: boolean;
    cancel: boolean;
    undo: boolean;
  };
  undo_note: string | null;
  max_length: number;
};
export type ActivityRow = {
  id: number;
  at: string;
  actor: 'ai' | 'template' | 'person' | 'engine';
  act: string;
  marketplace: string | null;
  account: number | null;
  subject: string;
  outcome: 'verified' | 'sent' | 'refused' | 'waiting' | 'failed' | 'unknown' | 'undone' | 'noted';
  cost: Money | null;
  undo: 'possible' | 'done' | 'impossible' | 'expired' | 'none';
};
export type ActivityPage = {
  rows: ActivityRow[];
  next: string | null;
  total: number;
  cost_today: Money;
  done: number;
  refused: number;
  waiting: number;
};
export type ActivityDetail = {
  row: ActivityRow;
  why: string[];
  facts: Fact[];
  rules: RuleResult[];
  pack: string | null;
  model: string | null;
  cost: Money | null;
  before: string | null;
  after: string | null;
  now: { text: string | null; matches: boolean | null; read_at: string | null };
  steps: { at: string; step: string; detail: string | null }[];
  effect_key: string | null;
  undo_until: string | null;
  undo_note: string | null;
  chain: {
    previous: { id: number; hash: string } | null;
    this: { id: number; hash: string };
    next: { id: number; hash: string } | null;
  };
};
export type JournalCheck = { rows: number; intact: boolean; first_bad: number | null; checked_at: string };
export type Alert = {
  id: number;
  kind: 'stock' | 'approval' | 'token' | 'shop' | 'budget' | 'bad_review' | 'store';
  level: 'info' | 'warn' | 'bad';
  marketplace: string | null;
  title_key: string;
  detail: Record<string, string>;
  page: string;
  at: string;
  snoozed_until: string | null;
};
export type Job = {
  id: string;
  kind: 'first_sync' | 'sync' | 'demo' | 'backup' | 'verify';
  account: number | null;
  title_key: string;
  done: number;
  total: number | null;
  state: 'running' | 'stopping' | 'done' | 'stopped' | 'failed';
  problem: ApiError | null;
  started_at: string;
  keeps: string | null;
};
export type Backup = { path: string; at: string; bytes: number };
export type BackupMade = { path: string; bytes: number };
export type Found = {
  kind: 'product' | 'review' | 'activity' | 'page';
  id: number | null;
  title: string;
  detail: string;
  page: string;
};
