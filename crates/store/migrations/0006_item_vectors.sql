-- Vectors of what is said of items, so that a restart makes none again. A number takes eight bits.
CREATE TABLE catalog_item_vectors (
    catalog TEXT NOT NULL,
    item    TEXT NOT NULL,
    text    BLOB NOT NULL, -- a hash of what it was made of
    step    REAL NOT NULL, -- what one of the numbers is worth
    numbers BLOB NOT NULL,
    PRIMARY KEY (catalog, item)
) WITHOUT ROWID;
