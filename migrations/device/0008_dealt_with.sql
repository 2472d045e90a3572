-- What was kept and not applied, and was dealt with on this device: recorded again, or left as it is. Not folded from the ledger: a rebuild
-- leaves it alone, and no other device has it.
CREATE TABLE dealt_with (
    device  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    event   INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('recorded-again', 'left')),
    at      INTEGER NOT NULL,
    PRIMARY KEY (device, seq, event)
) STRICT, WITHOUT ROWID;
