-- The counts of releases read indexes alone, so that they open few pages also where a record was not looked at for long.

-- Why applications were refused. `recorded`: when, milliseconds since 1970. Which refusals stand is in rotl_application.
CREATE TABLE rotl_refusal (
    application BLOB NOT NULL,
    number      TEXT NOT NULL,
    reasons     TEXT NOT NULL,
    recorded    INTEGER NOT NULL,
    lamport     INTEGER NOT NULL,
    device      INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    event       INTEGER NOT NULL
) STRICT;
CREATE INDEX rotl_refusal_recorded ON rotl_refusal (recorded, application, number, lamport, device, seq, event, reasons);
CREATE INDEX rotl_refusal_case ON rotl_refusal (number);

DROP INDEX rotl_application_decided;
CREATE INDEX rotl_application_decided ON rotl_application (verdict, decided, number, application, kind) WHERE decided IS NOT NULL;
-- In the order of what is counted, so that nothing has to be sorted.
CREATE INDEX rotl_application_days ON rotl_application (days, verdict, decided) WHERE days IS NOT NULL;

DROP INDEX rotl_release_failing;
CREATE INDEX rotl_release_failing ON rotl_release (left, number, release, application, out, back, returned, failed)
    WHERE left IS NOT NULL AND (failed = 1 OR returned IS NULL OR returned > back OR returned < left);
