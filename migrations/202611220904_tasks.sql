-- Hot tasks only; finished ones lie in task_history. account_id 0 means none.
CREATE TABLE tasks (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    partner_id    INTEGER NOT NULL,
    account_id    INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    unique_key    TEXT    NOT NULL UNIQUE,
    once          INTEGER NOT NULL,
    payload       TEXT    NOT NULL,
    priority      INTEGER NOT NULL,
    lane          TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    due           INTEGER NOT NULL,
    unknown       INTEGER NOT NULL DEFAULT 0,
    run_at        INTEGER NOT NULL,
    not_after     INTEGER,
    attempts      INTEGER NOT NULL DEFAULT 0,
    max_attempts  INTEGER NOT NULL,
    snoozes       INTEGER NOT NULL DEFAULT 0,
    rescues       INTEGER NOT NULL DEFAULT 0,
    waits         INTEGER NOT NULL DEFAULT 0,
    waiting_for   TEXT,
    cost_reserve  INTEGER NOT NULL DEFAULT 0,
    reserved_day  TEXT,
    token         TEXT,
    boot          TEXT,
    worker        TEXT,
    lease_until   INTEGER,
    problem       TEXT,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX tasks_claim ON tasks (partner_id, account_id, lane, kind, priority DESC, run_at, id) WHERE due = 1;
CREATE INDEX tasks_later ON tasks (run_at) WHERE due = 0 AND state IN ('ready', 'snoozed', 'unknown_effect');
CREATE INDEX tasks_leased ON tasks (lease_until) WHERE state = 'leased';
CREATE INDEX tasks_waiting ON tasks (waiting_for, account_id) WHERE waiting_for IS NOT NULL;

CREATE TABLE task_history (
    id            INTEGER PRIMARY KEY,
    partner_id    INTEGER NOT NULL,
    account_id    INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    unique_key    TEXT    NOT NULL,
    once          INTEGER NOT NULL,
    payload       TEXT    NOT NULL,
    priority      INTEGER NOT NULL,
    lane          TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    attempts      INTEGER NOT NULL,
    max_attempts  INTEGER NOT NULL,
    snoozes       INTEGER NOT NULL,
    rescues       INTEGER NOT NULL,
    cost_reserve  INTEGER NOT NULL,
    unknown       INTEGER NOT NULL,
    not_after     INTEGER,
    problem       TEXT,
    created_at    INTEGER NOT NULL,
    ended_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX task_history_key ON task_history (unique_key);
CREATE INDEX task_history_dead ON task_history (partner_id, ended_at) WHERE state = 'dead';
CREATE INDEX task_history_old ON task_history (ended_at);

-- Due tasks by group, and each partner's place in the fair order (virtual time); kept by triggers.
CREATE TABLE task_backlog (
    partner_id  INTEGER NOT NULL,
    account_id  INTEGER NOT NULL,
    lane        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    due         INTEGER NOT NULL,
    PRIMARY KEY (partner_id, account_id, lane, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE task_shares (
    partner_id  INTEGER PRIMARY KEY,
    weight      INTEGER NOT NULL DEFAULT 1 CHECK (weight > 0),
    vtime       INTEGER NOT NULL DEFAULT 0,
    due         INTEGER NOT NULL DEFAULT 0,
    cap_micros  INTEGER
) STRICT;
CREATE INDEX task_shares_active ON task_shares (vtime, partner_id) WHERE due > 0;
CREATE TABLE task_vtime (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    vtime  INTEGER NOT NULL
) STRICT;
INSERT INTO task_vtime (id, vtime) VALUES (1, 0);

CREATE TRIGGER tasks_due_in AFTER INSERT ON tasks WHEN new.due = 1 BEGIN
    INSERT INTO task_backlog (partner_id, account_id, lane, kind, due)
    VALUES (new.partner_id, new.account_id, new.lane, new.kind, 1)
    ON CONFLICT DO UPDATE SET due = due + 1;
    INSERT INTO task_shares (partner_id, vtime, due)
    VALUES (new.partner_id, (SELECT vtime FROM task_vtime), 1)
    ON CONFLICT DO UPDATE SET due = due + 1,
        vtime = CASE due WHEN 0 THEN max(vtime, excluded.vtime) ELSE vtime END;
END;
CREATE TRIGGER tasks_due_up AFTER UPDATE OF due ON tasks WHEN old.due = 0 AND new.due = 1 BEGIN
    INSERT INTO task_backlog (partner_id, account_id, lane, kind, due)
    VALUES (new.partner_id, new.account_id, new.lane, new.kind, 1)
    ON CONFLICT DO UPDATE SET due = due + 1;
    INSERT INTO task_shares (partner_id, vtime, due)
    VALUES (new.partner_id, (SELECT vtime FROM task_vtime), 1)
    ON CONFLICT DO UPDATE SET due = due + 1,
        vtime = CASE due WHEN 0 THEN max(vtime, excluded.vtime) ELSE vtime END;
END;
CREATE TRIGGER tasks_due_down AFTER UPDATE OF due ON tasks WHEN old.due = 1 AND new.due = 0 BEGIN
    UPDATE task_backlog SET due = due - 1
    WHERE partner_id = old.partner_id AND account_id = old.account_id AND lane = old.lane AND kind = old.kind;
    UPDATE task_shares SET due = due - 1 WHERE partner_id = old.partner_id;
END;
CREATE TRIGGER tasks_due_out AFTER DELETE ON tasks WHEN old.due = 1 BEGIN
    UPDATE task_backlog SET due = due - 1
    WHERE partner_id = old.partner_id AND account_id = old.account_id AND lane = old.lane AND kind = old.kind;
    UPDATE task_shares SET due = due - 1 WHERE partner_id = old.partner_id;
END;

-- What a partner spends on AI per day, in millionths of a US dollar.
CREATE TABLE spend (
    partner_id       INTEGER NOT NULL,
    day              TEXT    NOT NULL,
    reserved_micros  INTEGER NOT NULL DEFAULT 0,
    spent_micros     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (partner_id, day)
) STRICT, WITHOUT ROWID;

-- Standing still: scope is all, partner, account or kind; target is its id or name.
CREATE TABLE pauses (
    scope   TEXT    NOT NULL,
    target  TEXT    NOT NULL,
    since   INTEGER NOT NULL,
    PRIMARY KEY (scope, target)
) STRICT, WITHOUT ROWID;
