-- What devices say of each other's snapshots: manifests without chunks, apart from the snapshots, whose place they do not take.
CREATE TABLE attestation (
    unit     BLOB NOT NULL,
    about    BLOB NOT NULL,
    author   BLOB NOT NULL,
    manifest BLOB NOT NULL,
    PRIMARY KEY (unit, about, author)
) STRICT;

-- Those that lay among the snapshots name none, and nobody can start from them.
DELETE FROM snapshot WHERE NOT EXISTS (
    SELECT 1 FROM snapshot_chunk WHERE snapshot_chunk.unit = snapshot.unit AND snapshot_chunk.snapshot = snapshot.id
);
