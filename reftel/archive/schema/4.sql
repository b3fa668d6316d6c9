-- What people make of an archive: collections of cables and paragraphs, articles that they add, requests for what is
-- missing. None of it comes from a source, so none of it is lost when a source is read again.

CREATE TABLE collections (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    level TEXT NOT NULL,
    caveats TEXT,
    share TEXT UNIQUE,
    added TEXT NOT NULL,
    changed TEXT NOT NULL
);

CREATE TABLE collected (
    number INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL REFERENCES collections (number),
    position INTEGER NOT NULL,
    cable TEXT NOT NULL,
    anchor TEXT,
    note TEXT NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX collected_by_collection ON collected (collection, position);
CREATE INDEX collected_by_cable ON collected (cable);

CREATE TABLE added_articles (
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    published TEXT,
    added TEXT NOT NULL
);

CREATE TABLE article_cables (
    article INTEGER NOT NULL REFERENCES added_articles (number),
    cable TEXT NOT NULL,
    PRIMARY KEY (article, cable)
) WITHOUT ROWID;
CREATE INDEX article_cables_by_cable ON article_cables (cable);

CREATE TABLE requests (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    addressee TEXT NOT NULL,
    state TEXT NOT NULL,
    level TEXT NOT NULL,
    caveats TEXT,
    drafted TEXT NOT NULL,
    sent TEXT,
    answered TEXT,
    note TEXT NOT NULL
);

CREATE TABLE requested (
    request INTEGER NOT NULL REFERENCES requests (number),
    position INTEGER NOT NULL,
    cable TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (request, position)
) WITHOUT ROWID;
CREATE INDEX requested_by_cable ON requested (cable);

-- What the E.O. lines and the marks of the cables come to (reftel declass). It follows the cables: a row whose change
-- is not that of its cable, or whose rules are not today's, is made anew when it is next asked for.
CREATE TABLE releases (
    cable INTEGER PRIMARY KEY,
    change INTEGER NOT NULL,
    rule TEXT NOT NULL,
    outcome TEXT NOT NULL,
    own TEXT,
    due TEXT,
    aged INTEGER NOT NULL,
    executive_order TEXT,
    says TEXT,
    level TEXT,
    highest TEXT,
    marking TEXT,
    redacted INTEGER NOT NULL,
    film TEXT,
    needs TEXT NOT NULL
);
CREATE INDEX releases_by_change ON releases (change);
CREATE INDEX releases_by_due ON releases (due, outcome);
CREATE INDEX releases_by_marking ON releases (marking) WHERE marking IS NOT NULL;

-- Without these, each second edition of a cable and each edition that goes looked through whole tables.
CREATE INDEX bands_by_cable ON bands (cable);
CREATE INDEX cables_by_edition ON cables (edition);
CREATE INDEX watched_by_cable ON watched (cable);
