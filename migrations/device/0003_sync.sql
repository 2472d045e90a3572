-- Where this device stands with its server. None of it is folded from the ledger: a rebuild leaves it alone, and no other device has it.
-- Times are milliseconds since 1970 in UTC, by this device's clock unless said otherwise.

-- The server, once this device is connected to one: one row. `key`: with which it signs heads. `cursor`, `log`: how far its log was followed,
-- and the running hash up to there. `head`: the one that reaches furthest of those that it gave. `acknowledged`: up to which entry it has
-- this device's own log. `given_out`: up to which entry that has left this device, so that nothing of it may change any more.
-- `believed_since`: by its clock, heads from before no longer count.
CREATE TABLE server (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    url            TEXT NOT NULL,
    authority      TEXT,
    key            BLOB NOT NULL,
    cursor         INTEGER NOT NULL,
    log            BLOB NOT NULL,
    head           BLOB,
    acknowledged   INTEGER NOT NULL,
    given_out      INTEGER NOT NULL,
    reading_again  INTEGER NOT NULL,
    believed_since INTEGER NOT NULL,
    clock_ahead    INTEGER NOT NULL,
    in_step        INTEGER,
    offline_since  INTEGER,
    trouble        TEXT
) STRICT;

-- The batch under way: kept before it is sent, and sent again byte for byte until the server has it.
CREATE TABLE under_way (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    device INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

-- The server's log as it was followed: each batch by the place of its last entry, with the number of that entry and the running hash.
CREATE TABLE filed (
    place  INTEGER PRIMARY KEY,
    device INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    log    BLOB NOT NULL
) STRICT;

-- Where each device's log ends in it. Not readable: a later version of the program has written on.
CREATE TABLE filed_tip (
    device   INTEGER PRIMARY KEY,
    seq      INTEGER NOT NULL,
    hash     BLOB NOT NULL,
    lamport  INTEGER NOT NULL,
    control  INTEGER NOT NULL,
    readable INTEGER NOT NULL
) STRICT;

-- Heads that reach beyond what was followed, to be compared when the log gets there. `device`, `seq`: the entry that told of it.
CREATE TABLE signed_head (
    cursor INTEGER PRIMARY KEY,
    bytes  BLOB NOT NULL,
    device INTEGER,
    seq    INTEGER
) STRICT;

-- Batches that cannot be taken, with the reason. `tried_…`: with what they were last tried again.
CREATE TABLE aside (
    id            INTEGER PRIMARY KEY,
    device        INTEGER NOT NULL,
    first         INTEGER NOT NULL,
    last          INTEGER NOT NULL,
    reason        TEXT NOT NULL,
    came          INTEGER NOT NULL,
    bytes         BLOB NOT NULL,
    tried_control INTEGER NOT NULL,
    tried_version INTEGER NOT NULL,
    tried_seq     INTEGER NOT NULL
) STRICT;
CREATE INDEX aside_device ON aside (device);

-- What the server was caught at, with what shows it. While one is not settled, nothing is taken from the server.
CREATE TABLE alarm (
    id       INTEGER PRIMARY KEY,
    evidence BLOB NOT NULL,
    settled  INTEGER
) STRICT;
