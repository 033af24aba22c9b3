CREATE TABLE drafts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    subject_id   INTEGER NOT NULL,
    text         TEXT    NOT NULL,
    source       TEXT    NOT NULL,
    model        TEXT,
    language     TEXT    NOT NULL,
    confidence   INTEGER,
    cost_micros  INTEGER,
    spans        TEXT    NOT NULL,
    facts        TEXT    NOT NULL,
    heard        TEXT    NOT NULL,
    send_at      INTEGER,
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_subject ON drafts (kind, subject_id, id);
CREATE INDEX drafts_account ON drafts (account_id);

CREATE TABLE verdicts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id   INTEGER REFERENCES drafts (id) ON DELETE CASCADE,
    decision   TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    reasons    TEXT    NOT NULL,
    rules      TEXT    NOT NULL,
    pack       TEXT    NOT NULL,
    pack_date  TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX verdicts_draft ON verdicts (draft_id, id);

-- A question to a person and, later, the decision.
CREATE TABLE approvals (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    draft_id    INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    verdict_id  INTEGER NOT NULL REFERENCES verdicts (id) ON DELETE CASCADE,
    task_id     INTEGER,
    state       TEXT    NOT NULL,
    asked_at    INTEGER NOT NULL,
    deadline    INTEGER,
    decided_at  INTEGER,
    decided_by  TEXT,
    reason      TEXT
) STRICT;
CREATE UNIQUE INDEX approvals_pending ON approvals (draft_id) WHERE state = 'pending';
CREATE INDEX approvals_draft ON approvals (draft_id, id);
CREATE INDEX approvals_verdict ON approvals (verdict_id);
CREATE INDEX approvals_account ON approvals (account_id, state);

-- One write to a marketplace. No verdict, no row; no row, no write. Rows outlive their
-- account, so the verdict is named without a cascade.
CREATE TABLE effects (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    key           TEXT    NOT NULL UNIQUE,
    account_id    INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    request_hash  TEXT    NOT NULL,
    request       TEXT    NOT NULL,
    verdict_id    INTEGER NOT NULL,
    approval_id   INTEGER,
    state         TEXT    NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    receipt       TEXT,
    problem       TEXT,
    created_at    INTEGER NOT NULL,
    sent_at       INTEGER,
    sought_since  INTEGER,
    readings      INTEGER NOT NULL DEFAULT 0,
    ended_at      INTEGER
) STRICT;
CREATE INDEX effects_open ON effects (state, account_id) WHERE state IN ('intent', 'sent', 'accepted', 'unknown');
-- A verdict that sends, or one that does not refuse and a person's yes to exactly that verdict.
CREATE TRIGGER effects_need_a_verdict BEFORE INSERT ON effects
WHEN NOT EXISTS (SELECT 1 FROM verdicts AS v WHERE v.id = new.verdict_id AND (v.decision = 'send' AND new.approval_id IS NULL
    OR v.decision IN ('send', 'ask') AND EXISTS (SELECT 1 FROM approvals AS a
        WHERE a.id = new.approval_id AND a.verdict_id = v.id AND a.state = 'approved'))) BEGIN
    SELECT RAISE (ABORT, 'an effect needs a stored verdict that sends, or a person who agreed to it');
END;
CREATE TRIGGER effects_keep_a_verdict BEFORE UPDATE OF verdict_id, approval_id ON effects
WHEN NOT EXISTS (SELECT 1 FROM verdicts AS v WHERE v.id = new.verdict_id AND (v.decision = 'send' AND new.approval_id IS NULL
    OR v.decision IN ('send', 'ask') AND EXISTS (SELECT 1 FROM approvals AS a
        WHERE a.id = new.approval_id AND a.verdict_id = v.id AND a.state = 'approved'))) BEGIN
    SELECT RAISE (ABORT, 'an effect needs a stored verdict that sends, or a person who agreed to it');
END;

-- The journal. Rows are only ever added; each hash covers every column and the hash before.
CREATE TABLE activity (
    id            INTEGER PRIMARY KEY,
    at            INTEGER NOT NULL,
    partner_id    INTEGER NOT NULL,
    account_id    INTEGER,
    marketplace   TEXT,
    actor         TEXT    NOT NULL,
    act           TEXT    NOT NULL,
    subject_kind  TEXT,
    subject_id    INTEGER,
    subject       TEXT    NOT NULL,
    outcome       TEXT    NOT NULL,
    why           TEXT    NOT NULL,
    facts         TEXT    NOT NULL,
    rules         TEXT    NOT NULL,
    pack          TEXT,
    model         TEXT,
    cost_micros   INTEGER,
    before_text   TEXT,
    after_text    TEXT,
    steps         TEXT    NOT NULL,
    effect_key    TEXT,
    undo          TEXT    NOT NULL,
    undoes        INTEGER,
    prev_hash     TEXT    NOT NULL,
    hash          TEXT    NOT NULL
) STRICT;
CREATE INDEX activity_partner ON activity (partner_id, id);
CREATE INDEX activity_account ON activity (account_id, id);
CREATE INDEX activity_partner_at ON activity (partner_id, at, outcome);
CREATE INDEX activity_subject ON activity (subject_kind, subject_id, id);
CREATE INDEX activity_undoes ON activity (undoes) WHERE undoes IS NOT NULL;

-- How many rows there are and the last hash: a journal cut short does not fit its head.
CREATE TABLE journal_head (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    amount         INTEGER NOT NULL,
    hash           TEXT    NOT NULL,
    verified_at    INTEGER,
    verified_rows  INTEGER,
    first_bad      INTEGER
) STRICT;
INSERT INTO journal_head (id, amount, hash) VALUES (1, 0, '');

CREATE VIRTUAL TABLE activity_search USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE TRIGGER activity_found AFTER INSERT ON activity BEGIN
    INSERT INTO activity_search (rowid, text)
    VALUES (new.id, replace(replace(replace(new.subject, 'ʻ', ''''), 'ʼ', ''''), '’', ''''));
END;

-- One warning per cause. A closed one stays silent until its cause has gone away once.
CREATE TABLE alerts (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    partner_id     INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    account_id     INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
    cause          TEXT    NOT NULL UNIQUE,
    kind           TEXT    NOT NULL,
    level          TEXT    NOT NULL,
    title_key      TEXT    NOT NULL,
    detail         TEXT    NOT NULL,
    page           TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    raised_at      INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    snoozed_until  INTEGER,
    ended_at       INTEGER,
    times          INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX alerts_open ON alerts (partner_id, raised_at) WHERE state = 'open';
CREATE INDEX alerts_account ON alerts (account_id);

CREATE TABLE ai_usage (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    at             INTEGER NOT NULL,
    day            TEXT    NOT NULL,
    partner_id     INTEGER NOT NULL,
    account_id     INTEGER,
    task_id        INTEGER,
    purpose        TEXT    NOT NULL,
    provider       TEXT    NOT NULL,
    model          TEXT    NOT NULL,
    input_tokens   INTEGER NOT NULL,
    output_tokens  INTEGER NOT NULL,
    cached_tokens  INTEGER NOT NULL,
    cost_micros    INTEGER NOT NULL,
    stop           TEXT
) STRICT;
CREATE INDEX ai_usage_day ON ai_usage (partner_id, day, at);
CREATE TABLE usage_daily (
    partner_id     INTEGER NOT NULL,
    day            TEXT    NOT NULL,
    account_id     INTEGER NOT NULL,
    model          TEXT    NOT NULL,
    calls          INTEGER NOT NULL,
    input_tokens   INTEGER NOT NULL,
    output_tokens  INTEGER NOT NULL,
    cost_micros    INTEGER NOT NULL,
    PRIMARY KEY (partner_id, day, account_id, model)
) STRICT, WITHOUT ROWID;
