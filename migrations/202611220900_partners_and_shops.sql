-- Times are unix milliseconds UTC, days are 'YYYY-MM-DD' in the account's zone,
-- money is minor units with an ISO 4217 code, AI cost is millionths of a US dollar.

CREATE TABLE partners (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    paused      INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Draws this store's name once: keys are kept under it, wherever the folder is moved.
CREATE TABLE store_name (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    name  TEXT    NOT NULL
) STRICT;
INSERT INTO store_name (id, name) VALUES (1, lower(hex(randomblob(16))));

-- Accounts whose keys may be kept: a row is drawn before the keys are, and goes after them.
-- Ids are never used twice: the journal names accounts that are long gone.
CREATE TABLE account_keys (
    account_id   INTEGER PRIMARY KEY AUTOINCREMENT,
    marketplace  TEXT    NOT NULL
) STRICT;

CREATE TABLE accounts (
    id             INTEGER PRIMARY KEY,
    partner_id     INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    marketplace    TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    external_id    TEXT,
    external_name  TEXT,
    base_url       TEXT,
    zone           TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    passport       TEXT,
    checked_at     INTEGER,
    problem        TEXT,
    demo           INTEGER NOT NULL DEFAULT 0,
    created_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX accounts_partner ON accounts (partner_id, id);
-- One shop is connected once: read twice, its sales would count twice.
CREATE UNIQUE INDEX accounts_identity ON accounts (marketplace, external_id);

CREATE TABLE settings (
    partner_id  INTEGER NOT NULL,
    key         TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (partner_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursors (
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    feed        TEXT    NOT NULL,
    cursor      TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (account_id, feed)
) STRICT, WITHOUT ROWID;

-- A round reads a feed from its first page to its last; `round_at` is its latest page while it
-- is under way.
CREATE TABLE feed_state (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    feed         TEXT    NOT NULL,
    last_try_at  INTEGER,
    last_ok_at   INTEGER,
    rows_seen    INTEGER NOT NULL DEFAULT 0,
    bad_rows     INTEGER NOT NULL DEFAULT 0,
    problem      TEXT,
    running      INTEGER NOT NULL DEFAULT 0,
    round        INTEGER NOT NULL DEFAULT 0,
    round_at     INTEGER,
    round_bad    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, feed)
) STRICT, WITHOUT ROWID;

-- Shops that a person does not want to be read until further notice.
CREATE TABLE reading_stops (
    account_id  INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE limits (
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    endpoint    TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (account_id, endpoint)
) STRICT, WITHOUT ROWID;

-- Rows of a page that could not be read, without what they tell of a person. One row per
-- identity, or per content where no identity can be found.
CREATE TABLE bad_rows (
    id          INTEGER PRIMARY KEY,
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    feed        TEXT    NOT NULL,
    identity    TEXT    NOT NULL,
    raw         TEXT    NOT NULL,
    problem     TEXT    NOT NULL,
    first_at    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,
    times       INTEGER NOT NULL DEFAULT 1,
    UNIQUE (account_id, feed, identity)
) STRICT;

-- One engine per store; the file lock beside the store decides, this row tells who.
CREATE TABLE engine_lock (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    host          TEXT    NOT NULL,
    pid           INTEGER NOT NULL,
    boot          TEXT    NOT NULL,
    started_at    INTEGER NOT NULL,
    heartbeat_at  INTEGER NOT NULL,
    clean         INTEGER NOT NULL
) STRICT;
