-- The batch under way is of this device's own log: what is relayed of others' is cut anew each time.
ALTER TABLE under_way DROP COLUMN device;

-- Whose log the server did not take from this device. It is offered again once the control log has more than `control` entries, or after `until`.
CREATE TABLE not_relayed (
    device  INTEGER PRIMARY KEY,
    control INTEGER NOT NULL,
    until   INTEGER NOT NULL
) STRICT;
