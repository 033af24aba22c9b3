-- A change of something at a marketplace: proposed, judged, decided, sent once, looked at until it
-- is known how it stands. Rows outlive their account, like effects.
CREATE TABLE proposals (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    partner_id    INTEGER NOT NULL,
    account_id    INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    target        TEXT    NOT NULL,
    content       TEXT    NOT NULL,
    digest        TEXT    NOT NULL,
    verdict_id    INTEGER NOT NULL,
    decision_id   INTEGER,
    state         TEXT    NOT NULL,
    actor         TEXT    NOT NULL,
    subject       TEXT    NOT NULL,
    before_text   TEXT,
    after_text    TEXT,
    attempts      INTEGER NOT NULL DEFAULT 0,
    receipt       TEXT,
    words         TEXT,
    problem       TEXT,
    created_at    INTEGER NOT NULL,
    sent_at       INTEGER,
    sought_since  INTEGER,
    readings      INTEGER NOT NULL DEFAULT 0,
    ended_at      INTEGER,
    undoes        INTEGER,
    activity_id   INTEGER
) STRICT;
-- One change of a target at a time: another would overwrite it.
CREATE UNIQUE INDEX proposals_target ON proposals (account_id, kind, target)
    WHERE state IN ('waiting', 'ready', 'sent', 'accepted', 'unknown');
CREATE INDEX proposals_state ON proposals (account_id, kind, state, id);
CREATE INDEX proposals_partner ON proposals (partner_id, id);
CREATE INDEX proposals_told ON proposals (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX proposals_undoes ON proposals (undoes) WHERE undoes IS NOT NULL;

-- A person's word on a proposal, bound to the verdict that they were shown.
CREATE TABLE proposal_decisions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal_id  INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    verdict_id   INTEGER NOT NULL,
    yes          INTEGER NOT NULL,
    by           TEXT    NOT NULL,
    at           INTEGER NOT NULL
) STRICT;
CREATE INDEX proposal_decisions_of ON proposal_decisions (proposal_id, id);

-- Nothing leaves without a verdict on exactly this content that sends, or one that does not refuse
-- and a person's yes to exactly that verdict.
CREATE TRIGGER proposals_need_a_verdict BEFORE UPDATE OF state ON proposals
WHEN new.state = 'sent' AND NOT EXISTS (
    SELECT 1 FROM verdicts AS v WHERE v.id = new.verdict_id AND v.digest = new.digest
        AND (v.decision = 'send' OR v.decision = 'ask' AND EXISTS (
            SELECT 1 FROM proposal_decisions AS d
            WHERE d.id = new.decision_id AND d.proposal_id = new.id AND d.verdict_id = v.id AND d.yes = 1))) BEGIN
    SELECT RAISE (ABORT, 'a change needs a stored verdict that sends, or a person who agreed to it');
END;
CREATE TRIGGER proposals_keep_their_content BEFORE UPDATE OF content, digest, target, kind, account_id ON proposals BEGIN
    SELECT RAISE (ABORT, 'a proposal is never another one');
END;
