-- Partners, their people and their bots; invitations.
CREATE TABLE partners (
    id         TEXT PRIMARY KEY NOT NULL,
    slug       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE members (
    partner TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    person  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role    TEXT NOT NULL,
    since   INTEGER NOT NULL,
    PRIMARY KEY (partner, person)
) WITHOUT ROWID;

CREATE INDEX members_by_person ON members (person);

CREATE TABLE invitations (
    id          TEXT PRIMARY KEY NOT NULL,
    secret_hash BLOB NOT NULL UNIQUE,
    partner     TEXT REFERENCES partners (id) ON DELETE CASCADE, -- null: to the install
    role        TEXT,
    invited_by  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
);

CREATE TABLE audit (
    id         TEXT PRIMARY KEY NOT NULL, -- sorts by time
    partner    TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    actor_kind TEXT NOT NULL, -- person or key
    actor      TEXT NOT NULL, -- no reference: the log outlives them
    actor_name TEXT NOT NULL,
    action     TEXT NOT NULL,
    target     TEXT NOT NULL,
    detail     TEXT NOT NULL
);

CREATE INDEX audit_of_partner ON audit (partner, id);

CREATE TABLE partner_keys (
    id           TEXT PRIMARY KEY NOT NULL,
    partner      TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    hint         TEXT NOT NULL,
    secret_hash  BLOB NOT NULL UNIQUE,
    scopes       TEXT NOT NULL, -- their names, with spaces between
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    former_hash  BLOB UNIQUE,
    former_until INTEGER,
    last_used_at INTEGER,
    UNIQUE (partner, name)
);

CREATE TABLE bots (
    number     INTEGER PRIMARY KEY, -- the order in which they came
    id         TEXT NOT NULL UNIQUE,
    partner    TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    handle     TEXT NOT NULL UNIQUE,
    face       TEXT, -- JSON: how it is shown
    live       INTEGER, -- the version that answers
    listed     INTEGER NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE INDEX bots_of_partner ON bots (partner);

CREATE TABLE bot_drafts (
    bot      TEXT PRIMARY KEY NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
    source   TEXT NOT NULL, -- JSON
    revision INTEGER NOT NULL,
    fault    TEXT, -- JSON
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE bot_versions (
    bot     TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    source  TEXT NOT NULL, -- JSON
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    note    TEXT NOT NULL,
    passed  INTEGER NOT NULL,
    tested  INTEGER NOT NULL,
    PRIMARY KEY (bot, number)
);

-- The bots that people have added, in the order in which they did.
CREATE TABLE added_bots (
    person   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    bot      TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (person, bot)
) WITHOUT ROWID;

CREATE INDEX added_bots_by_bot ON added_bots (bot);
