-- Entries that were here, and that an administrator decided do not count: their device had written others under the same numbers, and those
-- do. Evidence: nothing reads them but who looks into it.
CREATE TABLE overruled (
    place   INTEGER NOT NULL,
    header  BLOB NOT NULL,
    payload BLOB NOT NULL,
    seal    BLOB
) STRICT;
