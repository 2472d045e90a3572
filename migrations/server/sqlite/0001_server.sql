-- What the server keeps: sealed bytes in an order, and as much in the clear as it takes to keep that order. No name, no prison number, no
-- word of anybody is in any column. Times are milliseconds since 1970, UTC. Its twin in ../postgres differs in types and partitions alone.

-- The server's own key. `secret` is empty where the key is in a file instead.
CREATE TABLE server (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    public BLOB NOT NULL,
    secret BLOB NOT NULL
) STRICT;

-- One-time tokens with which units register: hashes alone.
CREATE TABLE token (
    hash  BLOB PRIMARY KEY,
    uses  INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT;

-- One row per unit, locked by whoever adds to its logs.
CREATE TABLE unit (
    unit       BLOB PRIMARY KEY,
    prison     TEXT NOT NULL,
    registered INTEGER NOT NULL,
    cursor     INTEGER NOT NULL,
    log        BLOB NOT NULL,
    control    BLOB NOT NULL,
    controls   INTEGER NOT NULL,
    bytes      INTEGER NOT NULL
) STRICT;
CREATE INDEX unit_of_prison ON unit (prison, registered);

-- The control log.
CREATE TABLE control (
    unit  BLOB NOT NULL,
    place INTEGER NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (unit, place)
) STRICT;

-- Where the log of each device ends, and what it has sent today.
CREATE TABLE device (
    unit      BLOB NOT NULL,
    device    BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    hash      BLOB NOT NULL,
    lamport   INTEGER NOT NULL,
    control   INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    day_bytes INTEGER NOT NULL,
    PRIMARY KEY (unit, device)
) STRICT;

-- The log: a batch lies as the bytes that were sent, at the places `first` to `last`.
CREATE TABLE batch (
    unit      BLOB NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    device    BLOB NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL,
    size      INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (unit, first)
) STRICT;
-- Not unique: where an administrator decides for the other branch of a fork, both lie here, and the one with the later place stands.
CREATE INDEX batch_of_device ON batch (unit, device, first_seq);

-- Evidence: two headers that a device wrote under one number.
CREATE TABLE fork (
    unit     BLOB NOT NULL,
    device   BLOB NOT NULL,
    seq      INTEGER NOT NULL,
    standing BLOB NOT NULL,
    sent     BLOB NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (unit, device, seq)
) STRICT;

-- Applications of new devices.
CREATE TABLE arrival (
    unit    BLOB NOT NULL,
    device  BLOB NOT NULL,
    arrival BLOB NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (unit, device)
) STRICT;
CREATE INDEX arrival_by_age ON arrival (at);

-- What one unit sent another.
CREATE TABLE parcel (
    unit   BLOB NOT NULL,
    id     BLOB NOT NULL,
    sender BLOB NOT NULL,
    size   INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    lot    BLOB NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (unit, id)
) STRICT;
CREATE INDEX parcel_by_age ON parcel (at);
CREATE INDEX parcel_by_lot ON parcel (sender, lot);

-- What parcels are a part of, once that is settled for good: 0, its addressee has begun to take it; 1, its sender has called it back. Which device
-- has: of those that claimed it the last.
CREATE TABLE lot (
    sender BLOB NOT NULL,
    lot    BLOB NOT NULL,
    state  INTEGER NOT NULL,
    device BLOB NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (sender, lot)
) STRICT;

-- Snapshots: manifests, sealed chunks, and which chunk belongs to which.
CREATE TABLE snapshot (
    unit     BLOB NOT NULL,
    id       BLOB NOT NULL,
    author   BLOB NOT NULL,
    cursor   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    manifest BLOB NOT NULL,
    PRIMARY KEY (unit, id)
) STRICT;
CREATE TABLE chunk (
    unit  BLOB NOT NULL,
    hash  BLOB NOT NULL,
    at    INTEGER NOT NULL,
    size  INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (unit, hash)
) STRICT;
CREATE INDEX chunk_by_age ON chunk (at);
CREATE TABLE snapshot_chunk (
    unit     BLOB NOT NULL,
    hash     BLOB NOT NULL,
    snapshot BLOB NOT NULL,
    PRIMARY KEY (unit, hash, snapshot)
) STRICT;

-- Signed statements that the server was restored from a backup.
CREATE TABLE restoration (
    unit      BLOB NOT NULL,
    at        INTEGER NOT NULL,
    statement BLOB NOT NULL,
    PRIMARY KEY (unit, at)
) STRICT;
