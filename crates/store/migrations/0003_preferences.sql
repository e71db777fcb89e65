-- What people like.
CREATE TABLE preferences (
    id      TEXT PRIMARY KEY NOT NULL,
    person  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    bot     TEXT NOT NULL, -- empty: every bot
    name    TEXT NOT NULL,
    liking  TEXT NOT NULL, -- JSON
    kept_at INTEGER NOT NULL,
    UNIQUE (person, bot, name)
);
