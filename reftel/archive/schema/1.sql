-- The record: one SQLite file, the truth. docs/record.md describes every table; a test holds the two together.
-- Times are ISO 8601 text in UTC; lists are JSON; bodies are zstd-compressed UTF-8.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
    number INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    layout TEXT NOT NULL,
    size INTEGER NOT NULL,
    added TEXT NOT NULL
);

CREATE TABLE editions (
    number INTEGER PRIMARY KEY,
    cable TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES sources (number),
    place TEXT NOT NULL,
    layout TEXT NOT NULL,
    told TEXT NOT NULL,
    released TEXT,
    partial INTEGER NOT NULL,
    doubts INTEGER NOT NULL,
    text BLOB NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX editions_by_cable ON editions (cable);
CREATE INDEX editions_by_source ON editions (source);

CREATE TABLE cables (
    id TEXT PRIMARY KEY,
    change INTEGER NOT NULL UNIQUE,
    edition INTEGER NOT NULL REFERENCES editions (number),
    reference TEXT,
    kind TEXT NOT NULL,
    sent TEXT,
    released TEXT,
    origin TEXT,
    origin_name TEXT,
    country TEXT,
    level TEXT,
    caveats TEXT NOT NULL,
    captions TEXT NOT NULL,
    subject TEXT,
    subject_mark TEXT,
    partial INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX cables_by_origin ON cables (origin, sent, id);
CREATE INDEX cables_by_sent ON cables (sent);
CREATE INDEX cables_by_level ON cables (level);
CREATE INDEX cables_by_reference ON cables (reference);

CREATE TABLE paragraphs (
    cable TEXT NOT NULL REFERENCES cables (id),
    position INTEGER NOT NULL,
    anchor TEXT NOT NULL,
    number INTEGER,
    mark TEXT,
    level TEXT,
    role TEXT NOT NULL,
    heading TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;

CREATE TABLE addressees (
    cable TEXT NOT NULL REFERENCES cables (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    routing TEXT,
    precedence TEXT,
    number TEXT,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;

CREATE TABLE tags (
    cable TEXT NOT NULL REFERENCES cables (id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    meaning TEXT,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;
CREATE INDEX tags_by_code ON tags (code);

CREATE TABLE "references" (
    cable TEXT NOT NULL REFERENCES cables (id),
    position INTEGER NOT NULL,
    label TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    target TEXT,
    rule TEXT,
    paragraph INTEGER,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;
CREATE INDEX references_by_target ON "references" (target);

CREATE TABLE articles (
    cable TEXT NOT NULL REFERENCES cables (id),
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;

CREATE TABLE repairs (
    cable TEXT NOT NULL REFERENCES cables (id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    read TEXT NOT NULL,
    means TEXT NOT NULL,
    rule TEXT NOT NULL,
    certain INTEGER NOT NULL,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;

CREATE TABLE aliases (
    alias TEXT NOT NULL,
    cable TEXT NOT NULL REFERENCES cables (id),
    PRIMARY KEY (alias, cable)
) WITHOUT ROWID;
CREATE INDEX aliases_by_cable ON aliases (cable);

CREATE TABLE compartments (
    name TEXT PRIMARY KEY,
    band TEXT NOT NULL,
    caveats TEXT NOT NULL
) WITHOUT ROWID;
