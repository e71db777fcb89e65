-- Photos that people send, and collections of photos.
CREATE TABLE pictures (
    id          TEXT PRIMARY KEY NOT NULL,
    person      TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    file        BLOB NOT NULL -- JPEG
);

CREATE TABLE galleries (
    id         TEXT PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL,
    title      TEXT NOT NULL,
    owner      TEXT REFERENCES people (id) ON DELETE CASCADE, -- null: everybody's
    made_at    INTEGER NOT NULL,
    version    INTEGER NOT NULL, -- counts what is written
    photos     INTEGER NOT NULL DEFAULT 0, -- how many there are
    recogniser BLOB
);

-- Null is unlike null: everybody's galleries are told apart by an owner without a name.
CREATE UNIQUE INDEX galleries_by_name ON galleries (ifnull(owner, ''), name);

CREATE TABLE photos (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    gallery  TEXT NOT NULL REFERENCES galleries (id) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    label    TEXT,
    title    TEXT NOT NULL,
    data     TEXT, -- JSON, the partner's
    added_at INTEGER NOT NULL,
    model    TEXT NOT NULL, -- which network made the vector
    step     REAL NOT NULL, -- what one of its numbers is worth
    numbers  BLOB NOT NULL,
    file     BLOB NOT NULL, -- a small JPEG
    UNIQUE (gallery, id)
);

-- Every search asks how a gallery stands: nobody counts then.
CREATE TRIGGER photo_came AFTER INSERT ON photos
BEGIN
    UPDATE galleries SET photos = photos + 1 WHERE id = NEW.gallery;
END;

CREATE TRIGGER photo_went AFTER DELETE ON photos
BEGIN
    UPDATE galleries SET photos = photos - 1 WHERE id = OLD.gallery;
END;
