-- What can be recommended, and what people did with it.
CREATE TABLE catalog_items (
    catalog TEXT NOT NULL,
    id      TEXT NOT NULL,
    item    TEXT NOT NULL, -- JSON
    PRIMARY KEY (catalog, id)
) WITHOUT ROWID;

-- One row for each person, item and kind, however often it was done.
CREATE TABLE catalog_feedback (
    catalog TEXT NOT NULL,
    person  TEXT NOT NULL,
    item    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    weight  REAL NOT NULL,
    times   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (catalog, person, item, kind)
) WITHOUT ROWID;
