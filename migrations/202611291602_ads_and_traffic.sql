CREATE TABLE campaigns (
    account_id         INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id        TEXT    NOT NULL,
    name               TEXT    NOT NULL,
    kind               TEXT    NOT NULL,
    state              TEXT    NOT NULL,
    pays               TEXT    NOT NULL,
    automatic          INTEGER NOT NULL,
    budget_day_minor   INTEGER,
    budget_week_minor  INTEGER,
    left_minor         INTEGER,
    currency           TEXT,
    first_day          TEXT,
    last_day           TEXT,
    updated_at         INTEGER,
    seen_at            INTEGER NOT NULL,
    round              INTEGER NOT NULL,
    gone               INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;

-- A bid is an amount in minor units, or hundredths of a percent of the price.
CREATE TABLE campaign_items (
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    campaign      TEXT    NOT NULL,
    listing_key   TEXT    NOT NULL,
    placement     TEXT    NOT NULL,
    bid_minor     INTEGER,
    bid_currency  TEXT,
    bid_share     INTEGER,
    PRIMARY KEY (account_id, campaign, listing_key, placement)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_items_listing ON campaign_items (account_id, listing_key);

-- `listing_key` is empty where only the whole campaign is told.
CREATE TABLE ad_days (
    account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    campaign       TEXT    NOT NULL,
    listing_key    TEXT    NOT NULL,
    day            TEXT    NOT NULL,
    views          INTEGER,
    clicks         INTEGER,
    carts          INTEGER,
    orders         INTEGER,
    spend_minor    INTEGER NOT NULL,
    revenue_minor  INTEGER,
    currency       TEXT    NOT NULL,
    seen_at        INTEGER NOT NULL,
    round          INTEGER NOT NULL,
    gone           INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, day, campaign, listing_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE ad_queries (
    account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    campaign       TEXT    NOT NULL,
    listing_key    TEXT    NOT NULL,
    query          TEXT    NOT NULL,
    day            TEXT    NOT NULL,
    views          INTEGER,
    clicks         INTEGER,
    carts          INTEGER,
    orders         INTEGER,
    spend_minor    INTEGER NOT NULL,
    revenue_minor  INTEGER,
    currency       TEXT    NOT NULL,
    seen_at        INTEGER NOT NULL,
    round          INTEGER NOT NULL,
    gone           INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, day, campaign, listing_key, query)
) STRICT, WITHOUT ROWID;

CREATE TABLE funnel_days (
    account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key    TEXT    NOT NULL,
    day            TEXT    NOT NULL,
    views          INTEGER,
    opens          INTEGER,
    carts          INTEGER,
    orders         INTEGER,
    ordered_minor  INTEGER,
    buyouts        INTEGER,
    bought_minor   INTEGER,
    cancels        INTEGER,
    currency       TEXT,
    seen_at        INTEGER NOT NULL,
    round          INTEGER NOT NULL,
    gone           INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, day, listing_key)
) STRICT, WITHOUT ROWID;

-- `listing_key` is empty where the figures are those of the whole marketplace.
CREATE TABLE search_terms (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key  TEXT    NOT NULL,
    query        TEXT    NOT NULL,
    first_day    TEXT    NOT NULL,
    last_day     TEXT    NOT NULL,
    searches     INTEGER,
    position     REAL,
    opens        INTEGER,
    carts        INTEGER,
    orders       INTEGER,
    percentile   REAL,
    price_minor  INTEGER,
    currency     TEXT,
    sellers      INTEGER,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, listing_key, query, first_day, last_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE card_quality (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key  TEXT    NOT NULL,
    score        REAL,
    rating       REAL,
    ratings      INTEGER,
    issues       TEXT    NOT NULL,
    at           INTEGER,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, listing_key)
) STRICT, WITHOUT ROWID;
