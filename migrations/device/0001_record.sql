-- The database of one device. Encrypted as a whole by SQLCipher.
--
-- Truth: control, entry, draft. Everything below "Folded" can be dropped and made again from it, and a test does so.
-- Times are milliseconds since 1970 in UTC; dates are ISO text; people and runs are 16-byte identifiers.

-- Truth ---------------------------------------------------------------------------------------------------------------

-- The control log, as signed.
CREATE TABLE control (
    place INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Entries of every device, as sealed: the bytes that were signed are the bytes that are stored. The devices' logs lie one behind
-- the other, so that an entry is written in one place and found without an index. `seal`: the device's signature over its log up
-- to this entry, where a part of it ended.
CREATE TABLE entry (
    place   INTEGER PRIMARY KEY,
    device  INTEGER NOT NULL GENERATED ALWAYS AS (place >> 32) VIRTUAL,
    seq     INTEGER NOT NULL GENERATED ALWAYS AS (place & 4294967295) VIRTUAL,
    lamport INTEGER NOT NULL,
    header  BLOB NOT NULL,
    payload BLOB NOT NULL,
    seal    BLOB
) STRICT;

-- Text being typed, per form and case. Only its writer opens this database, so it needs no owner.
CREATE TABLE draft (
    form    TEXT NOT NULL,
    number  TEXT NOT NULL,
    body    TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (form, number)
) STRICT, WITHOUT ROWID;

-- What this database is: which unit, whose device, which version of the fold made the tables below.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Folded --------------------------------------------------------------------------------------------------------------

-- The end of each device's log.
CREATE TABLE tip (
    device  INTEGER PRIMARY KEY,
    seq     INTEGER NOT NULL,
    hash    BLOB NOT NULL,
    lamport INTEGER NOT NULL,
    control INTEGER NOT NULL
) STRICT;

-- Which entries speak of which case: to fold a case again when an older entry arrives.
CREATE TABLE mention (
    number TEXT NOT NULL,
    device INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (number, device, seq)
) STRICT, WITHOUT ROWID;

-- Each case as the fold has it: its facts, which change by import, apart from the rest, which changes with every note.
CREATE TABLE case_facts (
    number TEXT PRIMARY KEY,
    facts  BLOB NOT NULL
) STRICT;
CREATE TABLE case_state (
    number TEXT PRIMARY KEY,
    state  BLOB NOT NULL
) STRICT;

-- What lists show of each case. Narrow, so that any sort and filter reads little.
CREATE TABLE caseload (
    number         TEXT PRIMARY KEY,
    name           TEXT NOT NULL,
    sort_name      TEXT NOT NULL,
    date_of_birth  TEXT,
    here           INTEGER NOT NULL,
    cell           TEXT,
    legal_status   TEXT,
    category       TEXT,
    incentive      TEXT,
    alerts         INTEGER NOT NULL,
    rosh           TEXT,
    rosh_rank      INTEGER,
    tier           TEXT,
    mappa_level    TEXT,
    release_date   TEXT,
    sentence_start TEXT,
    sentence_end   TEXT,
    pom            BLOB,
    coworking_pom  BLOB,
    keyworker      BLOB,
    com            TEXT,
    last_session   INTEGER,
    last_note      INTEGER,
    notes          INTEGER NOT NULL,
    open_actions   INTEGER NOT NULL,
    conflicts      INTEGER NOT NULL
) STRICT;
CREATE INDEX caseload_name ON caseload (sort_name, number);
CREATE INDEX caseload_cell ON caseload (cell, number);
CREATE INDEX caseload_release ON caseload (release_date, number);
CREATE INDEX caseload_pom ON caseload (pom, sort_name);
CREATE INDEX caseload_keyworker ON caseload (keyworker, sort_name);
CREATE INDEX caseload_coworking ON caseload (coworking_pom) WHERE coworking_pom IS NOT NULL;

-- Every statement about every field.
CREATE TABLE fact (
    number     TEXT NOT NULL,
    field      TEXT NOT NULL,
    value      TEXT NOT NULL,
    calculated TEXT,
    run        BLOB,
    row        INTEGER,
    reason     TEXT,
    stands     INTEGER NOT NULL,
    author     BLOB NOT NULL,
    occurred   INTEGER NOT NULL,
    recorded   INTEGER NOT NULL,
    lamport    INTEGER NOT NULL,
    device     INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    event      INTEGER NOT NULL
) STRICT;
CREATE INDEX fact_history ON fact (number, field);

CREATE TABLE note (
    id         INTEGER PRIMARY KEY,
    note_id    BLOB NOT NULL,
    number     TEXT NOT NULL,
    note_type  TEXT NOT NULL,
    sub_type   TEXT NOT NULL,
    visibility INTEGER NOT NULL,
    text       TEXT NOT NULL,
    place      TEXT NOT NULL,
    author     BLOB NOT NULL,
    occurred   INTEGER NOT NULL,
    recorded   INTEGER NOT NULL,
    lamport    INTEGER NOT NULL,
    device     INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    event      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX note_identity ON note (note_id, number);
CREATE INDEX note_case ON note (number, occurred);

CREATE TABLE amendment (
    amendment_id BLOB NOT NULL,
    note_id      BLOB NOT NULL,
    number       TEXT NOT NULL,
    reason       TEXT NOT NULL,
    text         TEXT NOT NULL,
    author       BLOB NOT NULL,
    occurred     INTEGER NOT NULL,
    recorded     INTEGER NOT NULL,
    lamport      INTEGER NOT NULL,
    device       INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    event        INTEGER NOT NULL
) STRICT;
CREATE INDEX amendment_note ON amendment (note_id);

CREATE TABLE action (
    id        INTEGER PRIMARY KEY,
    action_id BLOB NOT NULL,
    note_id   BLOB NOT NULL,
    number    TEXT NOT NULL,
    text      TEXT NOT NULL,
    owner     TEXT NOT NULL,
    due       TEXT,
    author    BLOB NOT NULL,
    occurred  INTEGER NOT NULL,
    recorded  INTEGER NOT NULL
) STRICT;
CREATE INDEX action_identity ON action (action_id);
CREATE INDEX action_case ON action (number);

CREATE TABLE action_outcome (
    action_id BLOB NOT NULL,
    number    TEXT NOT NULL,
    done      INTEGER NOT NULL,
    outcome   TEXT NOT NULL,
    author    BLOB NOT NULL,
    occurred  INTEGER NOT NULL,
    recorded  INTEGER NOT NULL
) STRICT;
CREATE INDEX action_outcome_action ON action_outcome (action_id);

-- Posts taken (reason in words) and left (reason is the scheme's code), in order.
CREATE TABLE allocation (
    number   TEXT NOT NULL,
    post     TEXT NOT NULL,
    staff    BLOB NOT NULL,
    taken    INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    detail   TEXT,
    author   BLOB NOT NULL,
    occurred INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    event    INTEGER NOT NULL
) STRICT;
CREATE INDEX allocation_case ON allocation (number);

CREATE TABLE movement (
    number    TEXT NOT NULL,
    at        TEXT NOT NULL,
    kind      TEXT NOT NULL,
    direction TEXT NOT NULL,
    reason    TEXT,
    origin    TEXT,
    target    TEXT,
    author    BLOB NOT NULL,
    recorded  INTEGER NOT NULL
) STRICT;
CREATE INDEX movement_case ON movement (number, at);

CREATE TABLE contact (
    contact_id   BLOB NOT NULL,
    number       TEXT NOT NULL,
    relationship TEXT NOT NULL,
    name         TEXT NOT NULL,
    phone        TEXT,
    email        TEXT,
    address      TEXT,
    ended        TEXT,
    author       BLOB NOT NULL,
    recorded     INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_case ON contact (number);

CREATE TABLE victim_contact (
    number   TEXT NOT NULL,
    officer  TEXT NOT NULL,
    email    TEXT,
    phone    TEXT,
    remarks  TEXT,
    author   BLOB NOT NULL,
    recorded INTEGER NOT NULL
) STRICT;
CREATE INDEX victim_contact_case ON victim_contact (number);

-- Conflicts raised and settled. What is open is in case_state.
CREATE TABLE conflict (
    number    TEXT NOT NULL,
    contested TEXT NOT NULL,
    settled   INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    author    BLOB NOT NULL,
    recorded  INTEGER NOT NULL
) STRICT;
CREATE INDEX conflict_case ON conflict (number);

-- Acts, and what was settled by hand: then `act` is the kind of thing that was owed, and `day` since when.
CREATE TABLE act (
    number   TEXT NOT NULL,
    act      TEXT NOT NULL,
    day      TEXT NOT NULL,
    about    TEXT,
    words    TEXT NOT NULL,
    by_hand  INTEGER NOT NULL,
    author   BLOB NOT NULL,
    occurred INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    event    INTEGER NOT NULL
) STRICT;
CREATE INDEX act_case ON act (number, day);

-- Everything that was written about an application for release on temporary licence, whole, in order. What stands is in case_state.
CREATE TABLE rotl_entry (
    application BLOB NOT NULL,
    number      TEXT NOT NULL,
    kind        INTEGER NOT NULL,
    body        BLOB NOT NULL,
    author      BLOB NOT NULL,
    occurred    INTEGER NOT NULL,
    recorded    INTEGER NOT NULL,
    lamport     INTEGER NOT NULL,
    device      INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    event       INTEGER NOT NULL
) STRICT;
CREATE INDEX rotl_entry_application ON rotl_entry (application, kind);
CREATE INDEX rotl_entry_case ON rotl_entry (number);

-- Everything that was written about somebody's release and about the packs that went to the community, whole, in order. What stands is in
-- case_state.
CREATE TABLE release_entry (
    number   TEXT NOT NULL,
    kind     INTEGER NOT NULL,
    body     BLOB NOT NULL,
    author   BLOB NOT NULL,
    occurred INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    event    INTEGER NOT NULL
) STRICT;
CREATE INDEX release_entry_case ON release_entry (number);

-- Acts, and what was settled by hand, that were taken back: which, and why.
CREATE TABLE act_withdrawn (
    number    TEXT NOT NULL,
    of_device INTEGER NOT NULL,
    of_seq    INTEGER NOT NULL,
    of_event  INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    author    BLOB NOT NULL,
    occurred  INTEGER NOT NULL,
    recorded  INTEGER NOT NULL,
    lamport   INTEGER NOT NULL,
    device    INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    event     INTEGER NOT NULL
) STRICT;
CREATE INDEX act_withdrawn_case ON act_withdrawn (number);

-- Early allocation, responsibility, parole: what was decided, assessed or came, in order. What stands is in case_state.
CREATE TABLE decision (
    number   TEXT NOT NULL,
    what     TEXT NOT NULL,
    detail   TEXT NOT NULL,
    author   BLOB NOT NULL,
    occurred INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    event    INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_case ON decision (number);

-- The prison's own figures, and how much of a week its offender managers work: the last row of each stands, in the order of the
-- record. A figure without a value was taken back.
CREATE TABLE figure (
    name     TEXT NOT NULL,
    value    TEXT,
    reason   TEXT NOT NULL,
    author   BLOB NOT NULL,
    recorded INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    event    INTEGER NOT NULL
) STRICT;
CREATE TABLE working_pattern (
    staff    BLOB NOT NULL,
    tenths   INTEGER NOT NULL,
    pom_type TEXT,
    author   BLOB NOT NULL,
    recorded INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    event    INTEGER NOT NULL
) STRICT;

-- Every opening of something restricted.
CREATE TABLE viewed (
    number   TEXT NOT NULL,
    what     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    author   BLOB NOT NULL,
    recorded INTEGER NOT NULL
) STRICT;

CREATE TABLE import_run (
    run         BLOB NOT NULL,
    files       TEXT NOT NULL,
    read        INTEGER NOT NULL,
    new         INTEGER NOT NULL,
    changed     INTEGER NOT NULL,
    unchanged   INTEGER NOT NULL,
    warned      INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    author      BLOB NOT NULL,
    recorded    INTEGER NOT NULL
) STRICT;

CREATE TABLE quarantine (
    run      BLOB NOT NULL,
    file     TEXT NOT NULL,
    row      INTEGER NOT NULL,
    number   TEXT,
    reasons  TEXT NOT NULL,
    raw      TEXT NOT NULL,
    author   BLOB NOT NULL,
    recorded INTEGER NOT NULL
) STRICT;

-- Events that were kept and did nothing, with the reason.
CREATE TABLE not_applied (
    number   TEXT NOT NULL,
    kind     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    author   BLOB NOT NULL,
    occurred INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    event    INTEGER NOT NULL
) STRICT;

-- Applications and releases as they stand, for lists, the gate and the counts: made from the case. Times in milliseconds since 1970.
-- `awaits`: at which stage it waits, while it does. `verdict`, `decided`, `days`: the decision that grants or refuses it, and how many
-- days of London after it was made. `went`: how many of its releases went out, and when the first and the last of them did, so that whoever
-- counts a period counts releases one by one only where an application reaches over its ends.
CREATE TABLE rotl_application (
    number      TEXT NOT NULL,
    application BLOB NOT NULL,
    kind        TEXT NOT NULL,
    tier        TEXT NOT NULL,
    status      TEXT NOT NULL,
    made        INTEGER NOT NULL,
    first       INTEGER,
    last        INTEGER,
    place       TEXT,
    phone       TEXT,
    awaits      TEXT,
    verdict     TEXT,
    decided     INTEGER,
    days        INTEGER,
    went        INTEGER NOT NULL,
    went_first  INTEGER,
    went_last   INTEGER
) STRICT;
CREATE INDEX rotl_application_identity ON rotl_application (application);
CREATE INDEX rotl_application_case ON rotl_application (number, made, decided, verdict, went, went_first, went_last, application);
CREATE INDEX rotl_application_status ON rotl_application (status, first, last);
CREATE INDEX rotl_application_awaits ON rotl_application (awaits, status, made, last) WHERE awaits IS NOT NULL;
CREATE INDEX rotl_application_decided ON rotl_application (verdict, decided, days) WHERE decided IS NOT NULL;
CREATE INDEX rotl_application_made ON rotl_application (made);

CREATE TABLE rotl_release (
    number      TEXT NOT NULL,
    release     BLOB NOT NULL,
    application BLOB NOT NULL,
    kind        TEXT NOT NULL,
    out         INTEGER NOT NULL,
    back        INTEGER NOT NULL,
    state       TEXT NOT NULL,
    left        INTEGER,
    returned    INTEGER,
    irregular   TEXT,
    failed      INTEGER NOT NULL
) STRICT;
CREATE INDEX rotl_release_case ON rotl_release (number, release);
CREATE INDEX rotl_release_out ON rotl_release (out);
CREATE INDEX rotl_release_outside ON rotl_release (state) WHERE state IN ('out', 'recalled');
CREATE INDEX rotl_release_left ON rotl_release (left, kind, failed) WHERE left IS NOT NULL;
CREATE INDEX rotl_release_returned ON rotl_release (returned) WHERE returned IS NOT NULL;
CREATE INDEX rotl_release_went ON rotl_release (application, left) WHERE left IS NOT NULL;
-- Those that are not simply back in time: a few of many, so that counting reads no others.
CREATE INDEX rotl_release_failing ON rotl_release (left)
    WHERE left IS NOT NULL AND (failed = 1 OR returned IS NULL OR returned > back OR returned < left);

-- Of whom there are applications: by what the equality duty asks to be counted.
CREATE TABLE rotl_person (
    number    TEXT NOT NULL,
    sex       TEXT,
    ethnicity TEXT,
    born      TEXT
) STRICT;
CREATE INDEX rotl_person_case ON rotl_person (number, sex, ethnicity, born);

-- What is owed, by the rules, the prison's figures and one day of London: the setting `owed` says which. Worked out with each case,
-- and for all cases when one of these changes. `near`: 0 overdue, 1 due on that day, 2 by its Sunday, 3 later, 4 it cannot be done
-- yet. `rank`: of the risk of serious harm, the highest first. Counts, and which rows a screenful has, are read from indexes alone: each
-- has all that they ask for, because the reasons are most of a row.
CREATE TABLE owed (
    number    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    about     TEXT,
    since     TEXT NOT NULL,
    opens     TEXT NOT NULL,
    due       TEXT NOT NULL,
    near      INTEGER NOT NULL,
    hard_stop TEXT,
    role      TEXT NOT NULL,
    owner     BLOB,
    why       TEXT NOT NULL,
    standing  TEXT NOT NULL,
    rank      INTEGER NOT NULL
) STRICT;
CREATE INDEX owed_case ON owed (number, near, due, rank, kind, role, owner);
CREATE INDEX owed_due ON owed (due, rank, number, kind, near);
CREATE INDEX owed_owner ON owed (owner, role, near, due, rank, number, kind);
CREATE INDEX owed_kind ON owed (kind, near, due, rank, number);

-- How many things cannot be told of a case: no row where all can.
CREATE TABLE unclear (
    number TEXT NOT NULL,
    things INTEGER NOT NULL
) STRICT;
CREATE INDEX unclear_case ON unclear (number);

-- Names by word and by sound; numbers without punctuation.
CREATE TABLE name_key (
    number TEXT NOT NULL,
    word   TEXT NOT NULL,
    sound  TEXT NOT NULL,
    alias  INTEGER NOT NULL
) STRICT;
CREATE INDEX name_key_word ON name_key (word, number);
CREATE INDEX name_key_sound ON name_key (sound, number);
CREATE INDEX name_key_case ON name_key (number);

CREATE TABLE number_key (
    number TEXT NOT NULL,
    value  TEXT NOT NULL,
    kind   TEXT NOT NULL
) STRICT;
CREATE INDEX number_key_value ON number_key (value, number);
CREATE INDEX number_key_case ON number_key (number);

-- Words of notes that are not restricted, with their amendments, and of actions. The row is the note's or action's id, which
-- grows with time, so that the newest matches are read first and nothing has to be sorted. The newest few are not in it yet: a
-- search reads them themselves, and they are indexed together, since a row by itself costs more than all the rest of a note.
CREATE VIRTUAL TABLE note_word USING fts5(
    text, content = '', contentless_delete = 1, detail = none, prefix = '3',
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE action_word USING fts5(
    text, content = '', contentless_delete = 1, detail = none, prefix = '3',
    tokenize = "unicode61 remove_diacritics 2"
);
