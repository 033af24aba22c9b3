-- A bid is an amount in minor units, or hundredths of a percent of the price.
CREATE TABLE bid_signals (
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key   TEXT    NOT NULL,
    campaign      TEXT    NOT NULL,
    placement     TEXT    NOT NULL,
    query         TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    mark          TEXT    NOT NULL,
    bid_minor     INTEGER,
    bid_currency  TEXT,
    bid_share     INTEGER,
    reach         REAL,
    seen_at       INTEGER NOT NULL,
    round         INTEGER NOT NULL,
    gone          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, listing_key, campaign, placement, query, kind, mark)
) STRICT, WITHOUT ROWID;

-- Totals of a marketplace's own reports: held against the ledger, never added to it.
CREATE TABLE statements (
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    report        TEXT    NOT NULL,
    about         TEXT    NOT NULL,
    word          TEXT    NOT NULL,
    currency      TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    first_day     TEXT    NOT NULL,
    last_day      TEXT    NOT NULL,
    quantity      INTEGER,
    amount_minor  INTEGER NOT NULL,
    seen_at       INTEGER NOT NULL,
    round         INTEGER NOT NULL,
    gone          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, report, about, word, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_period ON statements (account_id, last_day, first_day);

CREATE TABLE shop_ratings (
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    place       TEXT    NOT NULL,
    code        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    value       REAL,
    unit        TEXT    NOT NULL,
    grade       TEXT,
    day         TEXT    NOT NULL,
    seen_at     INTEGER NOT NULL,
    round       INTEGER NOT NULL,
    gone        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, place, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE category_places (
    account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    category       TEXT    NOT NULL,
    day            TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    place          INTEGER,
    sellers        INTEGER,
    ours_minor     INTEGER,
    all_minor      INTEGER,
    average_minor  INTEGER,
    nearest_minor  INTEGER,
    leaders_minor  INTEGER,
    currency       TEXT,
    seen_at        INTEGER NOT NULL,
    round          INTEGER NOT NULL,
    gone           INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, category, day)
) STRICT, WITHOUT ROWID;

-- A report's rows, where rows name their report.
CREATE INDEX ledger_report ON ledger (account_id, report, kind) WHERE report IS NOT NULL;
