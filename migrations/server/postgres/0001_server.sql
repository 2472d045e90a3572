-- What the server keeps: sealed bytes in an order, and as much in the clear as it takes to keep that order. No name, no prison number, no
-- word of anybody is in any column. Times are milliseconds since 1970, UTC. Its twin in ../sqlite differs in types and partitions alone.

-- The server's own key. `secret` is empty where the key is in a file instead.
CREATE TABLE server (
    one    BIGINT PRIMARY KEY CHECK (one = 1),
    public BYTEA NOT NULL,
    secret BYTEA NOT NULL
);

-- One-time tokens with which units register: hashes alone.
CREATE TABLE token (
    hash  BYTEA PRIMARY KEY,
    uses  BIGINT NOT NULL,
    until BIGINT NOT NULL
);

-- One row per unit, locked by whoever adds to its logs.
CREATE TABLE unit (
    unit       BYTEA PRIMARY KEY,
    prison     TEXT NOT NULL,
    registered BIGINT NOT NULL,
    cursor     BIGINT NOT NULL,
    log        BYTEA NOT NULL,
    control    BYTEA NOT NULL,
    controls   BIGINT NOT NULL,
    bytes      BIGINT NOT NULL
);
CREATE INDEX unit_of_prison ON unit (prison, registered);

-- The control log.
CREATE TABLE control (
    unit  BYTEA NOT NULL,
    place BIGINT NOT NULL,
    entry BYTEA NOT NULL,
    PRIMARY KEY (unit, place)
);

-- Where the log of each device ends, and what it has sent today.
CREATE TABLE device (
    unit      BYTEA NOT NULL,
    device    BYTEA NOT NULL,
    seq       BIGINT NOT NULL,
    hash      BYTEA NOT NULL,
    lamport   BIGINT NOT NULL,
    control   BIGINT NOT NULL,
    day       BIGINT NOT NULL,
    day_bytes BIGINT NOT NULL,
    PRIMARY KEY (unit, device)
);

-- The log: a batch lies as the bytes that were sent, at the places `first` to `last`.
-- By units in sixteen parts, so that no index and no vacuum is ever over all of it; docs/scale.md.
CREATE TABLE batch (
    unit      BYTEA NOT NULL,
    first     BIGINT NOT NULL,
    last      BIGINT NOT NULL,
    device    BYTEA NOT NULL,
    first_seq BIGINT NOT NULL,
    last_seq  BIGINT NOT NULL,
    size      BIGINT NOT NULL,
    bytes     BYTEA NOT NULL,
    PRIMARY KEY (unit, first)
) PARTITION BY HASH (unit);
-- What is sealed does not compress: trying to would only cost time. Set here, so that the partitions have it from their table.
ALTER TABLE batch ALTER COLUMN bytes SET STORAGE EXTERNAL;
DO $$
BEGIN
    FOR part IN 0..15 LOOP
        EXECUTE format('CREATE TABLE batch_%s PARTITION OF batch FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
    END LOOP;
END $$;
-- Not unique: where an administrator decides for the other branch of a fork, both lie here, and the one with the later place stands.
CREATE INDEX batch_of_device ON batch (unit, device, first_seq);

-- Evidence: two headers that a device wrote under one number.
CREATE TABLE fork (
    unit     BYTEA NOT NULL,
    device   BYTEA NOT NULL,
    seq      BIGINT NOT NULL,
    standing BYTEA NOT NULL,
    sent     BYTEA NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (unit, device, seq)
);

-- Applications of new devices.
CREATE TABLE arrival (
    unit    BYTEA NOT NULL,
    device  BYTEA NOT NULL,
    arrival BYTEA NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (unit, device)
);
CREATE INDEX arrival_by_age ON arrival (at);

-- What one unit sent another.
CREATE TABLE parcel (
    unit   BYTEA NOT NULL,
    id     BYTEA NOT NULL,
    sender BYTEA NOT NULL,
    size   BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    lot    BYTEA NOT NULL,
    bytes  BYTEA NOT NULL,
    PRIMARY KEY (unit, id)
);
CREATE INDEX parcel_by_age ON parcel (at);
CREATE INDEX parcel_by_lot ON parcel (sender, lot);

-- What parcels are a part of, once that is settled for good: 0, its addressee has begun to take it; 1, its sender has called it back. Which device
-- has: of those that claimed it the last.
CREATE TABLE lot (
    sender BYTEA NOT NULL,
    lot    BYTEA NOT NULL,
    state  BIGINT NOT NULL,
    device BYTEA NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (sender, lot)
);

-- Snapshots: manifests, sealed chunks, and which chunk belongs to which.
CREATE TABLE snapshot (
    unit     BYTEA NOT NULL,
    id       BYTEA NOT NULL,
    author   BYTEA NOT NULL,
    cursor   BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    manifest BYTEA NOT NULL,
    PRIMARY KEY (unit, id)
);
CREATE TABLE chunk (
    unit  BYTEA NOT NULL,
    hash  BYTEA NOT NULL,
    at    BIGINT NOT NULL,
    size  BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (unit, hash)
);
CREATE INDEX chunk_by_age ON chunk (at);
CREATE TABLE snapshot_chunk (
    unit     BYTEA NOT NULL,
    hash     BYTEA NOT NULL,
    snapshot BYTEA NOT NULL,
    PRIMARY KEY (unit, hash, snapshot)
);

-- Signed statements that the server was restored from a backup.
CREATE TABLE restoration (
    unit      BYTEA NOT NULL,
    at        BIGINT NOT NULL,
    statement BYTEA NOT NULL,
    PRIMARY KEY (unit, at)
);

-- As in `batch`.
ALTER TABLE parcel ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
