-- What bots of partners were asked, an hour at a time, and what they could not answer. Nobody is named.
CREATE TABLE bot_hours (
    bot       TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
    hour      INTEGER NOT NULL, -- since 1970
    turns     INTEGER NOT NULL,
    fallbacks INTEGER NOT NULL,
    errors    INTEGER NOT NULL,
    blocks    TEXT NOT NULL, -- JSON: turns of each block
    waits     TEXT NOT NULL, -- JSON: how long people waited, in steps with their counts
    people    BLOB NOT NULL, -- the smallest of the numbers that tell people apart, eight bytes each
    PRIMARY KEY (bot, hour)
) WITHOUT ROWID;

CREATE TABLE bot_questions (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    bot        TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
    text       TEXT NOT NULL,
    language   TEXT NOT NULL,
    times      INTEGER NOT NULL,
    first_at   INTEGER NOT NULL,
    last_at    INTEGER NOT NULL,
    block      TEXT, -- the one that came nearest
    confidence REAL,
    dismissed  INTEGER NOT NULL DEFAULT 0, -- it is not shown again
    UNIQUE (bot, text)
);

CREATE INDEX bot_questions_by_time ON bot_questions (bot, dismissed, last_at);
