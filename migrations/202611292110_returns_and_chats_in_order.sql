-- Lists of returns: a tab for each `queue`, and in it by `place`. What waits for the seller comes by
-- its deadline and then the oldest first, everything else the newest first.
ALTER TABLE returns ADD COLUMN queue TEXT AS (CASE state WHEN 'unknown' THEN 'under_way' ELSE state END) VIRTUAL;
ALTER TABLE returns ADD COLUMN place INTEGER AS (CASE
    WHEN state NOT IN ('undecided', 'waiting') THEN -created_at
    ELSE coalesce(deadline, 4102444800000 + created_at) END) VIRTUAL;
CREATE INDEX returns_listed ON returns (account_id, queue, place, external_id) WHERE gone = 0;

-- The last message of each chat, kept with its messages: it says who has to answer.
ALTER TABLE chats ADD COLUMN last_author TEXT;
ALTER TABLE chats ADD COLUMN last_text TEXT;
ALTER TABLE chats ADD COLUMN last_at INTEGER;
UPDATE chats SET (last_author, last_text, last_at) = (SELECT m.author, m.text, m.sent_at FROM chat_messages AS m
    WHERE m.account_id = chats.account_id AND m.chat = chats.external_id
    ORDER BY m.sent_at DESC, m.external_id DESC LIMIT 1);
ALTER TABLE chats ADD COLUMN queue TEXT AS (CASE
    WHEN open = 0 THEN 'closed' WHEN last_author = 'buyer' THEN 'unanswered' ELSE 'answered' END) VIRTUAL;
-- Whoever waits longest comes first; elsewhere the newest.
ALTER TABLE chats ADD COLUMN place INTEGER AS (CASE
    WHEN open <> 0 AND last_author = 'buyer' THEN last_at ELSE -coalesce(last_at, updated_at) END) VIRTUAL;
CREATE INDEX chats_listed ON chats (account_id, queue, place, external_id) WHERE gone = 0;
