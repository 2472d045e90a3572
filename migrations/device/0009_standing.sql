-- What keeps this device from its server for now, and since when: that nobody answers is one reason of several.
ALTER TABLE server RENAME COLUMN offline_since TO hindered_since;
ALTER TABLE server ADD COLUMN hindrance TEXT;
UPDATE server SET hindrance = 'unreachable' WHERE hindered_since IS NOT NULL;

-- By when the server had a device's log up to an entry: the time, by the server's clock, of the first of its heads seen here that covered it.
-- It stays when the server's log is read again from its beginning.
CREATE TABLE receipt (
    device INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
