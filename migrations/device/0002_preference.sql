-- What a person keeps for a screen on this computer, such as saved views of the caseload. Not folded from the ledger: a rebuild
-- leaves it alone, and no other device has it.
CREATE TABLE preference (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
