-- Files that a marketplace gave: labels, papers of supplies, documents. A row says where one lies
-- below the folder of files; the file stays when its row goes with its shop.
CREATE TABLE files (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    what         TEXT    NOT NULL,
    paper        TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    place        TEXT    NOT NULL,
    size         INTEGER NOT NULL,
    kept_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX files_account ON files (account_id);

-- What a file is of: parcels, a supply, a document.
CREATE TABLE file_subjects (
    account_id   INTEGER NOT NULL,
    what         TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    file_id      INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, what, subject, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_subjects_file ON file_subjects (file_id);
