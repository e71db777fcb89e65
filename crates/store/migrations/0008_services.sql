-- What partners' services know of people, promise, and tell.
CREATE TABLE bot_users (
    bot    TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    key    TEXT NOT NULL UNIQUE, -- what the bot's service calls the person
    PRIMARY KEY (bot, person)
);

CREATE TABLE awaited_answers (
    secret_hash  BLOB PRIMARY KEY NOT NULL,
    person       TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    bot          TEXT NOT NULL,
    block        TEXT NOT NULL,
    expires_at   INTEGER NOT NULL
);

CREATE TABLE bot_tasks (
    id       TEXT PRIMARY KEY NOT NULL,
    bot      TEXT NOT NULL,
    made_at  INTEGER NOT NULL,
    everyone INTEGER NOT NULL, -- how many people it was for
    failures TEXT NOT NULL -- JSON
);

CREATE INDEX bot_tasks_by_age ON bot_tasks (made_at);
