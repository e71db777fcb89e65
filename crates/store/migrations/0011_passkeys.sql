-- What people sign in with besides a password: the public halves of keys that their devices keep.
CREATE TABLE passkeys (
    id          TEXT PRIMARY KEY NOT NULL,
    person      TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    site        TEXT NOT NULL,
    credential  BLOB NOT NULL UNIQUE,
    key         BLOB NOT NULL,
    state       BLOB NOT NULL,
    transports  INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    used_at     INTEGER
);
CREATE INDEX passkeys_of_a_person ON passkeys (person);
