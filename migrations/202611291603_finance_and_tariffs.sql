CREATE TABLE ledger (
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id   TEXT    NOT NULL,
    report        TEXT,
    day           TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    word          TEXT    NOT NULL,
    order_key     TEXT,
    listing_key   TEXT,
    quantity      INTEGER NOT NULL,
    amount_minor  INTEGER NOT NULL,
    currency      TEXT    NOT NULL,
    seen_at       INTEGER NOT NULL,
    round         INTEGER NOT NULL,
    gone          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_day ON ledger (account_id, day, kind);
CREATE INDEX ledger_order ON ledger (account_id, order_key) WHERE order_key IS NOT NULL;

-- Sums of the ledger, kept by triggers so that no screen adds up rows.
CREATE TABLE ledger_daily (
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    day           TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    currency      TEXT    NOT NULL,
    lines         INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    amount_minor  INTEGER NOT NULL,
    PRIMARY KEY (account_id, day, kind, currency)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ledger_added AFTER INSERT ON ledger BEGIN
    INSERT INTO ledger_daily (account_id, day, kind, currency, lines, quantity, amount_minor)
    VALUES (new.account_id, new.day, new.kind, new.currency, 1, new.quantity, new.amount_minor)
    ON CONFLICT DO UPDATE SET lines = lines + 1, quantity = quantity + excluded.quantity,
        amount_minor = amount_minor + excluded.amount_minor;
END;
CREATE TRIGGER ledger_changed AFTER UPDATE OF day, kind, currency, quantity, amount_minor ON ledger
WHEN old.day <> new.day OR old.kind <> new.kind OR old.currency <> new.currency
    OR old.quantity <> new.quantity OR old.amount_minor <> new.amount_minor BEGIN
    UPDATE ledger_daily SET lines = lines - 1, quantity = quantity - old.quantity, amount_minor = amount_minor - old.amount_minor
    WHERE account_id = old.account_id AND day = old.day AND kind = old.kind AND currency = old.currency;
    INSERT INTO ledger_daily (account_id, day, kind, currency, lines, quantity, amount_minor)
    VALUES (new.account_id, new.day, new.kind, new.currency, 1, new.quantity, new.amount_minor)
    ON CONFLICT DO UPDATE SET lines = lines + 1, quantity = quantity + excluded.quantity,
        amount_minor = amount_minor + excluded.amount_minor;
END;
CREATE TRIGGER ledger_removed AFTER DELETE ON ledger BEGIN
    UPDATE ledger_daily SET lines = lines - 1, quantity = quantity - old.quantity, amount_minor = amount_minor - old.amount_minor
    WHERE account_id = old.account_id AND day = old.day AND kind = old.kind AND currency = old.currency;
END;

CREATE TABLE balances (
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind          TEXT    NOT NULL,
    amount_minor  INTEGER NOT NULL,
    currency      TEXT    NOT NULL,
    at            INTEGER NOT NULL,
    seen_at       INTEGER NOT NULL,
    round         INTEGER NOT NULL,
    gone          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, kind, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id  TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    day          TEXT,
    formats      TEXT    NOT NULL,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tariffs (
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    scope        TEXT    NOT NULL,
    listing_key  TEXT    NOT NULL,
    scheme       TEXT    NOT NULL,
    word         TEXT    NOT NULL,
    first_day    TEXT    NOT NULL,
    last_day     TEXT,
    rate         TEXT    NOT NULL,
    seen_at      INTEGER NOT NULL,
    round        INTEGER NOT NULL,
    gone         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, kind, scope, listing_key, scheme, word, first_day)
) STRICT, WITHOUT ROWID;
