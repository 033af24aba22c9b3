-- What marketplaces tell beside catalogue, stock, orders and texts. Listings are named as the
-- marketplace names them (`listing_key`) and found through `listing_aliases` when they are read, so
-- that rows may come before their listing. `seen_at` is when a row last changed, `round` the last
-- round of its feed that named it, `gone` that a whole round no longer did.

CREATE TABLE prices (
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key   TEXT    NOT NULL,
    variant       TEXT    NOT NULL,
    price_minor   INTEGER NOT NULL,
    before_minor  INTEGER,
    least_minor   INTEGER,
    shown_minor   INTEGER,
    currency      TEXT    NOT NULL,
    held          INTEGER NOT NULL,
    held_minor    INTEGER,
    held_reason   TEXT,
    updated_at    INTEGER,
    seen_at       INTEGER NOT NULL,
    round         INTEGER NOT NULL,
    gone          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, listing_key, variant)
) STRICT, WITHOUT ROWID;
CREATE INDEX prices_held ON prices (account_id) WHERE held = 1 AND gone = 0;

-- Each price that was seen, from when on: what a forecast, an undo and a proof go back to.
CREATE TABLE price_history (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key  TEXT    NOT NULL,
    variant      TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    price_minor  INTEGER NOT NULL,
    before_minor INTEGER,
    currency     TEXT    NOT NULL,
    PRIMARY KEY (account_id, listing_key, variant, at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER prices_seen AFTER INSERT ON prices BEGIN
    INSERT OR REPLACE INTO price_history (account_id, listing_key, variant, at, price_minor, before_minor, currency)
    VALUES (new.account_id, new.listing_key, new.variant, new.seen_at, new.price_minor, new.before_minor, new.currency);
END;
CREATE TRIGGER prices_changed AFTER UPDATE ON prices
WHEN old.price_minor <> new.price_minor OR old.before_minor IS NOT new.before_minor OR old.currency <> new.currency BEGIN
    INSERT OR REPLACE INTO price_history (account_id, listing_key, variant, at, price_minor, before_minor, currency)
    VALUES (new.account_id, new.listing_key, new.variant, new.seen_at, new.price_minor, new.before_minor, new.currency);
END;

CREATE TABLE price_signals (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key  TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    mark         TEXT    NOT NULL,
    price_minor  INTEGER,
    currency     TEXT,
    ratio        REAL,
    grade        TEXT,
    url          TEXT,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, listing_key, kind, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE promotions (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id  TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    starts_at    INTEGER,
    ends_at      INTEGER,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE promotion_items (
    account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    promotion      TEXT    NOT NULL,
    listing_key    TEXT    NOT NULL,
    joined         INTEGER NOT NULL,
    price_minor    INTEGER,
    highest_minor  INTEGER,
    currency       TEXT,
    PRIMARY KEY (account_id, promotion, listing_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_items_listing ON promotion_items (account_id, listing_key);

CREATE TABLE warehouses (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id  TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    scheme       TEXT    NOT NULL,
    active       INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE turnover (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key  TEXT    NOT NULL,
    place        TEXT    NOT NULL,
    day          TEXT    NOT NULL,
    available    INTEGER,
    per_day      REAL,
    days         REAL,
    grade        TEXT,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, listing_key, place)
) STRICT, WITHOUT ROWID;
