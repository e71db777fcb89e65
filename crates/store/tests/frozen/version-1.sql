-- A database as version 1 has written it: schema, migration record and a row of every kind. Never edited.

PRAGMA journal_mode = WAL;

CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);

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

INSERT INTO _sqlx_migrations VALUES (1, 'start', '2026-11-23 09:00:00', 1, x'56989bc96b7a7cda41eb688949e56b8a67f11cfab27e4e63a4348c3864e4845d587d4a246c51fbc0b0ba252a57034d04', 0);

INSERT INTO people VALUES (1, '00000000-0000-0000-0000-000000000001', '지우', 'ko', 'Asia/Seoul', NULL, 1795424400123456);
INSERT INTO people VALUES (2, '00000000-0000-0000-0000-000000000002', 'Hana', 'en', 'Europe/Berlin', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', 1795424400123456);
INSERT INTO sessions VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', x'0707070707070707070707070707070707070707070707070707070707070707', 1795424400123456, 1798761600000000);
INSERT INTO touchpoints VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', 'messenger', '거실 창', 'ko', '{"version":1,"screen":true,"speaker":true,"microphone":true,"location":false}', 1795424400123456);
INSERT INTO conversations VALUES ('00000000-0000-0000-0000-000000000001', 'person', '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', 1795424400123456, '{"asks":"time"}');
INSERT INTO turns VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', '{"version":1,"kind":"text","text":"라면 타이머 3분"}', 'ko', 'answered', '{"version":1,"bubbles":[{"type":"text","text":"네"},{"type":"card","title":"제목","description":"설명","buttons":[{"label":"그만","action":{"message":"그만"}}]},{"type":"list","header":"목록","items":[{"title":"하나","description":"1"}],"buttons":[{"label":"쪽","action":{"web_link":"https://example.org"}}]}],"quick_replies":[{"label":"그만","message":"그만"}],"speech":"네.","expects_reply":true}', 1795424400123456, 1795424400125456, '{}');
INSERT INTO turns VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 2, '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', '{"version":1,"kind":"speech","text":"그만","audio_ms":900}', 'ko', 'failed', '{"version":1,"code":"engine_unavailable","detail":"x"}', 1795424400123456, 1795424400125456, NULL);
INSERT INTO turns VALUES ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000001', 3, '00000000-0000-0000-0000-000000000003', NULL, '{"version":1,"kind":"notice"}', 'en', 'received', NULL, 1795424400123456, NULL, NULL);
INSERT INTO alerts VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', 'timer', '라면', 1795424580123456, NULL, 'ringing', 1795424400123456);
INSERT INTO alerts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', 'alarm', '', 1795510800123456, 31, 'pending', 1795424400123456);
