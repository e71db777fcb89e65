-- Whom a partner recommends to, as the partner knows them.
CREATE TABLE catalog_customers (
    catalog  TEXT NOT NULL,
    id       TEXT NOT NULL,
    customer TEXT NOT NULL, -- JSON
    PRIMARY KEY (catalog, id)
) WITHOUT ROWID;

-- A partner may have a word of its own for what was done: of one person, item and word there is one row.
CREATE TABLE catalog_feedback_by_word (
    catalog TEXT NOT NULL,
    person  TEXT NOT NULL,
    item    TEXT NOT NULL,
    word    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    weight  REAL NOT NULL,
    times   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (catalog, person, item, word)
) WITHOUT ROWID;

INSERT INTO catalog_feedback_by_word
    SELECT catalog, person, item, kind, kind, weight, times, at FROM catalog_feedback;
DROP TABLE catalog_feedback;
ALTER TABLE catalog_feedback_by_word RENAME TO catalog_feedback;
CREATE INDEX catalog_feedback_of_item ON catalog_feedback (catalog, item);

-- How often something was written to a catalogue.
CREATE TABLE catalog_versions (
    catalog TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO catalog_versions
    SELECT catalog, 1 FROM (SELECT catalog FROM catalog_items UNION SELECT catalog FROM catalog_feedback);
