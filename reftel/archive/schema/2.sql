-- Saved searches, and what each has already told of.

CREATE TABLE watches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    level TEXT NOT NULL,
    caveats TEXT,
    added TEXT NOT NULL,
    run TEXT NOT NULL,
    change INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE watched (
    watch TEXT NOT NULL REFERENCES watches (name) ON DELETE CASCADE,
    cable TEXT NOT NULL,
    PRIMARY KEY (watch, cable)
) WITHOUT ROWID;
