-- People of other units who are named in cases that came from there, as those units call them.
CREATE TABLE colleague (
    number TEXT NOT NULL,
    person BLOB NOT NULL,
    name   TEXT NOT NULL,
    prison TEXT NOT NULL
) STRICT;
CREATE INDEX colleague_number ON colleague (number);
