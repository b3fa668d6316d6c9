-- Cables get a number, by which their parts are kept: rows are appended, and a number takes a byte where an id takes
-- twelve. The text of paragraphs stands in the editions alone. Sources become the ledger of what was read.

CREATE TABLE new_sources (
    number INTEGER PRIMARY KEY,
    digest TEXT,
    path TEXT NOT NULL,
    layout TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    added TEXT NOT NULL,
    state TEXT NOT NULL,
    documents INTEGER NOT NULL,
    reason TEXT,
    reader INTEGER
);
INSERT INTO new_sources
    SELECT number, digest, path, layout, size, 0, added, 'read',
        (SELECT count(*) FROM editions e WHERE e.source = s.number), NULL, NULL
    FROM sources s;

CREATE TABLE passed_over (
    source INTEGER NOT NULL REFERENCES new_sources (number),
    position INTEGER NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (source, position)
) WITHOUT ROWID;

CREATE TABLE readers (
    number INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE
);

CREATE TABLE new_cables (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    change INTEGER NOT NULL UNIQUE,
    edition INTEGER NOT NULL REFERENCES new_editions (number),
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
);
INSERT INTO new_cables
    SELECT NULL, id, change, edition, reference, kind, sent, released, origin, origin_name, country, level, caveats,
        captions, subject, subject_mark, partial
    FROM cables ORDER BY change;

CREATE TABLE new_editions (
    number INTEGER PRIMARY KEY,
    cable INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES new_sources (number),
    place TEXT NOT NULL,
    layout TEXT NOT NULL,
    encoding TEXT NOT NULL,
    told TEXT NOT NULL,
    released TEXT,
    partial INTEGER NOT NULL,
    doubts INTEGER NOT NULL,
    reader INTEGER,
    packing INTEGER NOT NULL,
    text BLOB NOT NULL,
    body BLOB NOT NULL
);
INSERT INTO new_editions
    SELECT e.number, c.number, e.source,
        CASE WHEN substr(e.place, 1, length(s.path)) = s.path THEN substr(e.place, length(s.path) + 1) ELSE e.place END,
        e.layout, 'utf-8', e.told, e.released, e.partial, e.doubts, NULL, 1, e.text, e.body
    FROM editions e JOIN new_cables c ON c.id = e.cable JOIN sources s ON s.number = e.source ORDER BY e.number;

CREATE TABLE new_paragraphs (
    cable INTEGER NOT NULL REFERENCES new_cables (number),
    position INTEGER NOT NULL,
    anchor TEXT NOT NULL,
    number INTEGER,
    mark TEXT,
    level TEXT,
    role TEXT NOT NULL,
    heading TEXT,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;
INSERT INTO new_paragraphs
    SELECT c.number, p.position, p.anchor, p.number, p.mark, p.level, p.role, p.heading
    FROM paragraphs p JOIN new_cables c ON c.id = p.cable ORDER BY 1, 2;

CREATE TABLE new_addressees (
    cable INTEGER NOT NULL REFERENCES new_cables (number),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    routing TEXT,
    precedence TEXT,
    number TEXT,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;
INSERT INTO new_addressees
    SELECT c.number, a.position, a.role, a.name, a.routing, a.precedence, a.number
    FROM addressees a JOIN new_cables c ON c.id = a.cable ORDER BY 1, 2;

CREATE TABLE new_tags (
    cable INTEGER NOT NULL REFERENCES new_cables (number),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    meaning TEXT,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;
INSERT INTO new_tags
    SELECT c.number, t.position, t.code, t.kind, t.meaning
    FROM tags t JOIN new_cables c ON c.id = t.cable ORDER BY 1, 2;

CREATE TABLE new_references (
    cable INTEGER NOT NULL REFERENCES new_cables (number),
    position INTEGER NOT NULL,
    label TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    target TEXT,
    rule TEXT,
    paragraph INTEGER,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;
INSERT INTO new_references
    SELECT c.number, r.position, r.label, r.kind, r.text, r.target, r.rule, r.paragraph
    FROM "references" r JOIN new_cables c ON c.id = r.cable ORDER BY 1, 2;

CREATE TABLE new_articles (
    cable INTEGER NOT NULL REFERENCES new_cables (number),
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;
INSERT INTO new_articles
    SELECT c.number, a.position, a.url, a.title
    FROM articles a JOIN new_cables c ON c.id = a.cable ORDER BY 1, 2;

CREATE TABLE new_repairs (
    cable INTEGER NOT NULL REFERENCES new_cables (number),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    read TEXT NOT NULL,
    means TEXT NOT NULL,
    rule TEXT NOT NULL,
    certain INTEGER NOT NULL,
    PRIMARY KEY (cable, position)
) WITHOUT ROWID;
INSERT INTO new_repairs
    SELECT c.number, r.position, r.start, r."end", r.read, r.means, r.rule, r.certain
    FROM repairs r JOIN new_cables c ON c.id = r.cable ORDER BY 1, 2;

CREATE TABLE new_aliases (
    alias TEXT NOT NULL,
    cable INTEGER NOT NULL REFERENCES new_cables (number),
    PRIMARY KEY (alias, cable)
) WITHOUT ROWID;
INSERT INTO new_aliases SELECT a.alias, c.number FROM aliases a JOIN new_cables c ON c.id = a.cable;

DROP TABLE aliases;
DROP TABLE repairs;
DROP TABLE articles;
DROP TABLE "references";
DROP TABLE tags;
DROP TABLE addressees;
DROP TABLE paragraphs;
DROP TABLE cables;
DROP TABLE editions;
DROP TABLE sources;
ALTER TABLE new_sources RENAME TO sources;
ALTER TABLE new_editions RENAME TO editions;
ALTER TABLE new_cables RENAME TO cables;
ALTER TABLE new_paragraphs RENAME TO paragraphs;
ALTER TABLE new_addressees RENAME TO addressees;
ALTER TABLE new_tags RENAME TO tags;
ALTER TABLE new_references RENAME TO "references";
ALTER TABLE new_articles RENAME TO articles;
ALTER TABLE new_repairs RENAME TO repairs;
ALTER TABLE new_aliases RENAME TO aliases;

-- A digest's first half finds the file as well as all of it.
CREATE INDEX sources_by_digest ON sources (substr(digest, 1, 16));
CREATE INDEX sources_by_size ON sources (size, modified);
CREATE INDEX sources_unread ON sources (state, path) WHERE state <> 'read';
CREATE INDEX editions_by_cable ON editions (cable);
CREATE INDEX editions_by_source ON editions (source);
CREATE INDEX cables_by_origin ON cables (origin, sent, id);
CREATE INDEX cables_by_sent ON cables (sent);
CREATE INDEX cables_by_level ON cables (level);
CREATE INDEX tags_by_code ON tags (code);
CREATE INDEX references_by_target ON "references" (target) WHERE target IS NOT NULL;
CREATE INDEX aliases_by_cable ON aliases (cable);

CREATE TABLE removals (
    change INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
);

CREATE TABLE withdrawn (
    source INTEGER NOT NULL REFERENCES sources (number),
    place TEXT NOT NULL,
    PRIMARY KEY (source, place)
) WITHOUT ROWID;

CREATE TABLE bands (
    band INTEGER NOT NULL,
    cable INTEGER NOT NULL,
    PRIMARY KEY (band, cable)
) WITHOUT ROWID;

CREATE TABLE likenesses (
    cable INTEGER NOT NULL REFERENCES cables (number),
    other INTEGER NOT NULL REFERENCES cables (number),
    share REAL NOT NULL,
    PRIMARY KEY (cable, other)
) WITHOUT ROWID;
CREATE INDEX likenesses_by_other ON likenesses (other);
