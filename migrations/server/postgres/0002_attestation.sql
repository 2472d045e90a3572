-- What devices say of each other's snapshots: manifests without chunks, apart from the snapshots, whose place they do not take.
CREATE TABLE attestation (
    unit     BYTEA NOT NULL,
    about    BYTEA NOT NULL,
    author   BYTEA NOT NULL,
    manifest BYTEA NOT NULL,
    PRIMARY KEY (unit, about, author)
);

-- Those that lay among the snapshots name none, and nobody can start from them.
DELETE FROM snapshot WHERE NOT EXISTS (
    SELECT 1 FROM snapshot_chunk WHERE snapshot_chunk.unit = snapshot.unit AND snapshot_chunk.snapshot = snapshot.id
);
