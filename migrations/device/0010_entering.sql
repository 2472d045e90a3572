-- How this device comes into the unit that its record is of, as long as the server does not have its admission: it goes on from a backup, or
-- from a record that was set back or copied. One row. `place`: of that admission in the control log, where it is provisional. `former`: the
-- keys of the device that it takes the place of, sealed to this one's; nothing: the recovery key admitted it. `applied`: when it last left
-- an application for the administrators, because nobody else can let it in, in milliseconds since 1970.
CREATE TABLE entering (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    place   INTEGER NOT NULL,
    former  BLOB,
    applied INTEGER
) STRICT;
