-- A parcel is gone when it has left the seller's hands.
CREATE TABLE parcels (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id  TEXT    NOT NULL,
    order_key    TEXT    NOT NULL,
    scheme       TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    word         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    ship_by      INTEGER,
    warehouse    TEXT,
    supply       TEXT,
    lines        TEXT    NOT NULL,
    acts         TEXT    NOT NULL,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parcels_due ON parcels (account_id, ship_by) WHERE gone = 0;
CREATE INDEX parcels_order ON parcels (account_id, order_key);

CREATE TABLE supplies (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id  TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    open         INTEGER NOT NULL,
    scheme       TEXT    NOT NULL,
    warehouse    TEXT,
    created_at   INTEGER,
    at           INTEGER,
    amount       INTEGER,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX supplies_made ON supplies (account_id, created_at);

CREATE TABLE returns (
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id   TEXT    NOT NULL,
    order_key     TEXT,
    listing_key   TEXT,
    title         TEXT    NOT NULL,
    quantity      INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    scheme        TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    word          TEXT    NOT NULL,
    reason        TEXT,
    comment       TEXT,
    photos        TEXT    NOT NULL,
    amount_minor  INTEGER,
    currency      TEXT,
    choices       TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER,
    deadline      INTEGER,
    seen_at       INTEGER NOT NULL,
    round         INTEGER NOT NULL,
    gone          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX returns_made ON returns (account_id, created_at);
CREATE INDEX returns_undecided ON returns (account_id, deadline) WHERE state = 'undecided' AND gone = 0;

CREATE TABLE chats (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id  TEXT    NOT NULL,
    buyer        TEXT,
    order_key    TEXT,
    listing_key  TEXT,
    open         INTEGER NOT NULL,
    reply_with   TEXT,
    updated_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chats_recent ON chats (account_id, updated_at);

CREATE TABLE chat_messages (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    chat         TEXT    NOT NULL,
    external_id  TEXT    NOT NULL,
    author       TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    files        TEXT    NOT NULL,
    sent_at      INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, chat, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_messages_sent ON chat_messages (account_id, chat, sent_at);
