-- How many rows lie in each state, kept by triggers so that no screen counts them.
CREATE TABLE answer_counts (
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind        TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    rating      INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind, state, rating)
) STRICT, WITHOUT ROWID;

-- Answers that left from here, by the account's day of sending.
CREATE TABLE answers_daily (
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    day         TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    answered    INTEGER NOT NULL,
    wait_ms     INTEGER NOT NULL,
    PRIMARY KEY (account_id, day, kind)
) STRICT, WITHOUT ROWID;

-- Search treats the three apostrophes of written Uzbek as one.
CREATE TABLE reviews (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    partner_id          INTEGER NOT NULL,
    account_id          INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id         TEXT    NOT NULL,
    listing_key         TEXT,
    listing_id          INTEGER REFERENCES listings (id) ON DELETE SET NULL,
    rating              INTEGER NOT NULL,
    pros                TEXT,
    cons                TEXT,
    photos              INTEGER NOT NULL DEFAULT 0,
    author              TEXT,
    text                TEXT    NOT NULL,
    created_at          INTEGER NOT NULL,
    language            TEXT,
    topic               TEXT,
    suspicious          INTEGER NOT NULL DEFAULT 0,
    state               TEXT    NOT NULL DEFAULT 'unanswered',
    queue               TEXT    NOT NULL GENERATED ALWAYS AS (CASE state
        WHEN 'draft' THEN 'draft' WHEN 'waiting' THEN 'waiting'
        WHEN 'scheduled' THEN 'sent' WHEN 'sending' THEN 'sent' WHEN 'sent' THEN 'sent' WHEN 'unknown' THEN 'sent'
        WHEN 'rejected' THEN 'rejected' WHEN 'refused' THEN 'rejected'
        ELSE 'unanswered' END) VIRTUAL,
    due_at              INTEGER,
    deadline            INTEGER,
    draft_id            INTEGER,
    answer_external_id  TEXT,
    answer_text         TEXT,
    answer_state        TEXT,
    answer_at           INTEGER,
    answer_editable     INTEGER,
    answer_own_at       INTEGER,
    answered_at         INTEGER,
    answered_day        TEXT,
    digest              INTEGER NOT NULL,
    seen_at             INTEGER NOT NULL,
    UNIQUE (account_id, external_id)
) STRICT;
-- Answers that left from here, of one day.
CREATE INDEX reviews_answered_day ON reviews (account_id, answered_day, answered_at) WHERE answered_day IS NOT NULL;
CREATE INDEX reviews_partner_queue ON reviews (partner_id, queue, created_at, id);
CREATE INDEX reviews_account_queue ON reviews (account_id, queue, created_at, id);
CREATE INDEX reviews_listing ON reviews (listing_id);
CREATE INDEX reviews_unknown ON reviews (account_id, listing_key) WHERE listing_id IS NULL AND listing_key IS NOT NULL;

CREATE TRIGGER reviews_counted AFTER INSERT ON reviews BEGIN
    INSERT INTO answer_counts (account_id, kind, state, rating, amount)
    VALUES (new.account_id, 'review', new.state, new.rating, 1)
    ON CONFLICT DO UPDATE SET amount = amount + 1;
END;
CREATE TRIGGER reviews_recounted AFTER UPDATE OF state, rating ON reviews WHEN old.state <> new.state OR old.rating <> new.rating BEGIN
    UPDATE answer_counts SET amount = amount - 1
    WHERE account_id = old.account_id AND kind = 'review' AND state = old.state AND rating = old.rating;
    INSERT INTO answer_counts (account_id, kind, state, rating, amount)
    VALUES (new.account_id, 'review', new.state, new.rating, 1)
    ON CONFLICT DO UPDATE SET amount = amount + 1;
END;
CREATE TRIGGER reviews_uncounted AFTER DELETE ON reviews BEGIN
    UPDATE answer_counts SET amount = amount - 1
    WHERE account_id = old.account_id AND kind = 'review' AND state = old.state AND rating = old.rating;
END;
-- The wait counts from the connection where the text is older: nobody could answer it from here before.
CREATE TRIGGER reviews_answered AFTER UPDATE OF answered_at, answered_day ON reviews
WHEN old.answered_at IS NOT new.answered_at OR old.answered_day IS NOT new.answered_day BEGIN
    UPDATE answers_daily SET answered = answered - 1, wait_ms = wait_ms - max(0, old.answered_at - max(old.created_at, (SELECT created_at FROM accounts WHERE id = old.account_id)))
    WHERE old.answered_day IS NOT NULL AND account_id = old.account_id AND day = old.answered_day AND kind = 'review';
    INSERT INTO answers_daily (account_id, day, kind, answered, wait_ms)
    SELECT new.account_id, new.answered_day, 'review', 1, max(0, new.answered_at - max(new.created_at, (SELECT created_at FROM accounts WHERE id = new.account_id)))
    WHERE new.answered_day IS NOT NULL
    ON CONFLICT DO UPDATE SET answered = answered + 1, wait_ms = wait_ms + excluded.wait_ms;
END;

CREATE VIRTUAL TABLE review_search USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE TRIGGER reviews_found AFTER INSERT ON reviews BEGIN
    INSERT INTO review_search (rowid, text) VALUES (new.id, replace(replace(replace(coalesce(new.text, '') || ' ' || coalesce(new.pros, '') || ' ' || coalesce(new.cons, '') || ' ' || coalesce(new.answer_text, ''), 'ʻ', ''''), 'ʼ', ''''), '’', ''''));
END;
CREATE TRIGGER reviews_refound AFTER UPDATE OF text, pros, cons, answer_text ON reviews WHEN old.text IS NOT new.text OR old.answer_text IS NOT new.answer_text OR old.pros IS NOT new.pros OR old.cons IS NOT new.cons BEGIN
    DELETE FROM review_search WHERE rowid = old.id;
    INSERT INTO review_search (rowid, text) VALUES (new.id, replace(replace(replace(coalesce(new.text, '') || ' ' || coalesce(new.pros, '') || ' ' || coalesce(new.cons, '') || ' ' || coalesce(new.answer_text, ''), 'ʻ', ''''), 'ʼ', ''''), '’', ''''));
END;
CREATE TRIGGER reviews_lost AFTER DELETE ON reviews BEGIN
    DELETE FROM review_search WHERE rowid = old.id;
END;

CREATE TABLE questions (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    partner_id          INTEGER NOT NULL,
    account_id          INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id         TEXT    NOT NULL,
    listing_key         TEXT,
    listing_id          INTEGER REFERENCES listings (id) ON DELETE SET NULL,
    author              TEXT,
    text                TEXT    NOT NULL,
    created_at          INTEGER NOT NULL,
    language            TEXT,
    topic               TEXT,
    suspicious          INTEGER NOT NULL DEFAULT 0,
    state               TEXT    NOT NULL DEFAULT 'unanswered',
    queue               TEXT    NOT NULL GENERATED ALWAYS AS (CASE state
        WHEN 'draft' THEN 'draft' WHEN 'waiting' THEN 'waiting'
        WHEN 'scheduled' THEN 'sent' WHEN 'sending' THEN 'sent' WHEN 'sent' THEN 'sent' WHEN 'unknown' THEN 'sent'
        WHEN 'rejected' THEN 'rejected' WHEN 'refused' THEN 'rejected'
        ELSE 'unanswered' END) VIRTUAL,
    due_at              INTEGER,
    deadline            INTEGER,
    draft_id            INTEGER,
    answer_external_id  TEXT,
    answer_text         TEXT,
    answer_state        TEXT,
    answer_at           INTEGER,
    answer_editable     INTEGER,
    answer_own_at       INTEGER,
    answered_at         INTEGER,
    answered_day        TEXT,
    digest              INTEGER NOT NULL,
    seen_at             INTEGER NOT NULL,
    UNIQUE (account_id, external_id)
) STRICT;
CREATE INDEX questions_answered_day ON questions (account_id, answered_day, answered_at) WHERE answered_day IS NOT NULL;
CREATE INDEX questions_partner_queue ON questions (partner_id, queue, created_at, id);
CREATE INDEX questions_account_queue ON questions (account_id, queue, created_at, id);
CREATE INDEX questions_listing ON questions (listing_id);
CREATE INDEX questions_unknown ON questions (account_id, listing_key) WHERE listing_id IS NULL AND listing_key IS NOT NULL;

CREATE TRIGGER questions_counted AFTER INSERT ON questions BEGIN
    INSERT INTO answer_counts (account_id, kind, state, rating, amount)
    VALUES (new.account_id, 'question', new.state, 0, 1)
    ON CONFLICT DO UPDATE SET amount = amount + 1;
END;
CREATE TRIGGER questions_recounted AFTER UPDATE OF state ON questions WHEN old.state <> new.state BEGIN
    UPDATE answer_counts SET amount = amount - 1
    WHERE account_id = old.account_id AND kind = 'question' AND state = old.state AND rating = 0;
    INSERT INTO answer_counts (account_id, kind, state, rating, amount)
    VALUES (new.account_id, 'question', new.state, 0, 1)
    ON CONFLICT DO UPDATE SET amount = amount + 1;
END;
CREATE TRIGGER questions_uncounted AFTER DELETE ON questions BEGIN
    UPDATE answer_counts SET amount = amount - 1
    WHERE account_id = old.account_id AND kind = 'question' AND state = old.state AND rating = 0;
END;
CREATE TRIGGER questions_answered AFTER UPDATE OF answered_at, answered_day ON questions
WHEN old.answered_at IS NOT new.answered_at OR old.answered_day IS NOT new.answered_day BEGIN
    UPDATE answers_daily SET answered = answered - 1, wait_ms = wait_ms - max(0, old.answered_at - max(old.created_at, (SELECT created_at FROM accounts WHERE id = old.account_id)))
    WHERE old.answered_day IS NOT NULL AND account_id = old.account_id AND day = old.answered_day AND kind = 'question';
    INSERT INTO answers_daily (account_id, day, kind, answered, wait_ms)
    SELECT new.account_id, new.answered_day, 'question', 1, max(0, new.answered_at - max(new.created_at, (SELECT created_at FROM accounts WHERE id = new.account_id)))
    WHERE new.answered_day IS NOT NULL
    ON CONFLICT DO UPDATE SET answered = answered + 1, wait_ms = wait_ms + excluded.wait_ms;
END;

CREATE VIRTUAL TABLE question_search USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE TRIGGER questions_found AFTER INSERT ON questions BEGIN
    INSERT INTO question_search (rowid, text) VALUES (new.id, replace(replace(replace(new.text || ' ' || coalesce(new.answer_text, ''), 'ʻ', ''''), 'ʼ', ''''), '’', ''''));
END;
CREATE TRIGGER questions_refound AFTER UPDATE OF text, answer_text ON questions WHEN old.text IS NOT new.text OR old.answer_text IS NOT new.answer_text BEGIN
    DELETE FROM question_search WHERE rowid = old.id;
    INSERT INTO question_search (rowid, text) VALUES (new.id, replace(replace(replace(new.text || ' ' || coalesce(new.answer_text, ''), 'ʻ', ''''), 'ʼ', ''''), '’', ''''));
END;
CREATE TRIGGER questions_lost AFTER DELETE ON questions BEGIN
    DELETE FROM question_search WHERE rowid = old.id;
END;
