-- People, touchpoints, conversations, turns, alerts.
--
-- Ids are UUIDs as text, times are microseconds since 1970 in UTC, records that only the program reads are JSON with a
-- version inside. A migration that has shipped is never edited: write the next one.

CREATE TABLE people (
    number     INTEGER PRIMARY KEY, -- the order in which people came; the first is the owner
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL UNIQUE,
    language   TEXT NOT NULL,
    time_zone  TEXT NOT NULL,
    password   TEXT,
    created_at INTEGER NOT NULL
);

CREATE TABLE sessions (
    id          TEXT PRIMARY KEY NOT NULL,
    person      TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    secret_hash BLOB NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
);

CREATE INDEX sessions_of_person ON sessions (person);

CREATE TABLE touchpoints (
    id           TEXT PRIMARY KEY NOT NULL,
    person       TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    language     TEXT NOT NULL,
    capabilities TEXT NOT NULL, -- JSON
    last_seen    INTEGER NOT NULL
);

CREATE INDEX touchpoints_of_person ON touchpoints (person, last_seen);

CREATE TABLE conversations (
    id             TEXT PRIMARY KEY NOT NULL,
    principal_kind TEXT NOT NULL,
    principal      TEXT NOT NULL,
    bot            TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    state          TEXT, -- dialogue's own
    UNIQUE (principal_kind, principal, bot)
);

CREATE TABLE turns (
    id           TEXT PRIMARY KEY NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    sequence     INTEGER NOT NULL,
    event        TEXT NOT NULL,
    touchpoint   TEXT, -- no reference: a turn outlives the touchpoint it came from
    input        TEXT NOT NULL, -- JSON
    language     TEXT NOT NULL,
    status       TEXT NOT NULL,
    outcome      TEXT, -- JSON: the answer, or the problem
    received_at  INTEGER NOT NULL,
    answered_at  INTEGER,
    trace        TEXT, -- dialogue's own
    UNIQUE (conversation, sequence),
    UNIQUE (conversation, event)
);

CREATE INDEX turns_unanswered ON turns (conversation, sequence) WHERE status = 'received';

CREATE TABLE alerts (
    id           TEXT PRIMARY KEY NOT NULL,
    person       TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,
    label        TEXT NOT NULL,
    due          INTEGER NOT NULL,
    weekdays     INTEGER, -- bit 0 is Monday; null rings once
    state        TEXT NOT NULL,
    created_at   INTEGER NOT NULL
);

CREATE INDEX alerts_open ON alerts (state, due) WHERE state IN ('pending', 'ringing');
CREATE INDEX alerts_of_person ON alerts (person, due) WHERE state IN ('pending', 'ringing');
