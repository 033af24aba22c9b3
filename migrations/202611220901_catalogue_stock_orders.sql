-- `round` of listings and stock is the last round of their feed that named them.
CREATE TABLE products (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    partner_id  INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    article     TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    UNIQUE (partner_id, article)
) STRICT;

CREATE TABLE listings (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id      INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    product_id      INTEGER REFERENCES products (id) ON DELETE SET NULL,
    external_id     TEXT    NOT NULL,
    article         TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    brand           TEXT,
    category        TEXT,
    description     TEXT,
    attributes      TEXT    NOT NULL,
    price_minor     INTEGER,
    price_currency  TEXT,
    url             TEXT,
    image           TEXT,
    status          TEXT    NOT NULL,
    updated_at      INTEGER,
    digest          INTEGER NOT NULL,
    seen_at         INTEGER NOT NULL,
    round           INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account_id, external_id)
) STRICT;
CREATE INDEX listings_product ON listings (product_id);

-- Every name under which a marketplace speaks of a listing; `own` marks its external id.
-- A name that several listings claim means none of them: its listing is null.
CREATE TABLE listing_aliases (
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    alias       TEXT    NOT NULL,
    listing_id  INTEGER REFERENCES listings (id) ON DELETE CASCADE,
    own         INTEGER NOT NULL,
    PRIMARY KEY (account_id, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_aliases_listing ON listing_aliases (listing_id);

CREATE TABLE stock (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    listing_key  TEXT    NOT NULL,
    warehouse    TEXT    NOT NULL,
    scheme       TEXT    NOT NULL,
    listing_id   INTEGER REFERENCES listings (id) ON DELETE SET NULL,
    available    INTEGER NOT NULL,
    reserved     INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, listing_key, warehouse, scheme)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_listing ON stock (listing_id);

CREATE TABLE orders (
    id           INTEGER PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id  TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    scheme       TEXT    NOT NULL,
    placed_at    INTEGER NOT NULL,
    day          TEXT    NOT NULL,
    updated_at   INTEGER,
    digest       INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    UNIQUE (account_id, external_id)
) STRICT;
CREATE INDEX orders_day ON orders (account_id, day);

-- Listings go with their account only, and so do its orders: a foreign key on listing_id
-- would cost a third of the ingest and guard nothing.
CREATE TABLE order_lines (
    order_id     INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    account_id   INTEGER NOT NULL,
    listing_key  TEXT    NOT NULL,
    listing_id   INTEGER,
    title        TEXT    NOT NULL,
    quantity     INTEGER NOT NULL,
    price_minor  INTEGER NOT NULL,
    currency     TEXT    NOT NULL,
    PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_lines_unknown ON order_lines (account_id, listing_key) WHERE listing_id IS NULL;

-- Roll-ups, kept in the transaction that changes the rows. An order counts on the day
-- it was placed, in the currency of its first line; an order without lines not yet.
CREATE TABLE sales_daily (
    account_id        INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    day               TEXT    NOT NULL,
    currency          TEXT    NOT NULL,
    orders            INTEGER NOT NULL,
    units             INTEGER NOT NULL,
    revenue_minor     INTEGER NOT NULL,
    delivered_orders  INTEGER NOT NULL,
    delivered_units   INTEGER NOT NULL,
    cancelled_orders  INTEGER NOT NULL,
    cancelled_units   INTEGER NOT NULL,
    cancelled_minor   INTEGER NOT NULL,
    returned_orders   INTEGER NOT NULL,
    returned_units    INTEGER NOT NULL,
    returned_minor    INTEGER NOT NULL,
    PRIMARY KEY (account_id, day, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing_daily (
    listing_id     INTEGER NOT NULL REFERENCES listings (id) ON DELETE CASCADE,
    day            TEXT    NOT NULL,
    currency       TEXT    NOT NULL,
    units          INTEGER NOT NULL,
    revenue_minor  INTEGER NOT NULL,
    PRIMARY KEY (listing_id, day, currency)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE listing_search USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE TRIGGER listings_found AFTER INSERT ON listings BEGIN
    INSERT INTO listing_search (rowid, text) VALUES (new.id, new.title || ' ' || new.article || ' ' || new.external_id);
END;
CREATE TRIGGER listings_refound AFTER UPDATE OF title, article ON listings
WHEN old.title <> new.title OR old.article <> new.article BEGIN
    DELETE FROM listing_search WHERE rowid = old.id;
    INSERT INTO listing_search (rowid, text) VALUES (new.id, new.title || ' ' || new.article || ' ' || new.external_id);
END;
CREATE TRIGGER listings_lost AFTER DELETE ON listings BEGIN
    DELETE FROM listing_search WHERE rowid = old.id;
END;
