//! The folded tables and which row each effect of an event becomes. One place for live writes, receipt, rebuilding and
//! verification: they cannot differ.

use casework::event::{ActionOwner, Visibility};
use casework::{Effect, Field, FieldKey, Source, Stamp};
use jiff::Timestamp;
use ledger::PrincipalId;

use crate::row::{Arg, Batch, Table};

macro_rules! tables {
    ($($name:ident $table:literal [$($column:literal),* $(,)?] $case:expr;)*) => {
        $(pub(crate) static $name: Table = Table { name: $table, columns: &[$($column),*], case: $case };)*
        /// Every folded table that effects write.
        pub(crate) static ALL: &[&Table] = &[$(&$name),*];
    };
}

tables! {
    FACT "fact" ["number", "field", "value", "calculated", "run", "row", "reason", "stands", "author", "occurred", "recorded",
        "lamport", "device", "seq", "event"] Some(0);
    NOTE "note" ["note_id", "number", "note_type", "sub_type", "visibility", "text", "place", "author", "occurred",
        "recorded", "lamport", "device", "seq", "event"] Some(1);
    AMENDMENT "amendment" ["amendment_id", "note_id", "number", "reason", "text", "author", "occurred", "recorded", "lamport",
        "device", "seq", "event"] Some(2);
    ACTION "action" ["action_id", "note_id", "number", "text", "owner", "due", "author", "occurred", "recorded"] Some(2);
    ACTION_OUTCOME "action_outcome" ["action_id", "number", "done", "outcome", "author", "occurred", "recorded"] Some(1);
    ALLOCATION "allocation" ["number", "post", "staff", "taken", "reason", "detail", "author", "occurred", "recorded",
        "lamport", "device", "seq", "event"] Some(0);
    MOVEMENT "movement" ["number", "at", "kind", "direction", "reason", "origin", "target", "author", "recorded"] Some(0);
    CONTACT "contact" ["contact_id", "number", "relationship", "name", "phone", "email", "address", "ended", "author",
        "recorded"] Some(1);
    VICTIM_CONTACT "victim_contact" ["number", "officer", "email", "phone", "remarks", "author", "recorded"] Some(0);
    CONFLICT "conflict" ["number", "contested", "settled", "reason", "author", "recorded"] Some(0);
    VIEWED "viewed" ["number", "what", "reason", "author", "recorded"] Some(0);
    IMPORT_RUN "import_run" ["run", "files", "read", "new", "changed", "unchanged", "warned", "quarantined", "author",
        "recorded"] None;
    QUARANTINE "quarantine" ["run", "file", "row", "number", "reasons", "raw", "author", "recorded"] None;
    NOT_APPLIED "not_applied" ["number", "kind", "reason", "author", "occurred", "recorded", "lamport", "device", "seq",
        "event"] Some(0);
    ACT "act" ["number", "act", "day", "about", "words", "by_hand", "author", "occurred", "recorded", "lamport", "device", "seq",
        "event"] Some(0);
    ACT_WITHDRAWN "act_withdrawn" ["number", "of_device", "of_seq", "of_event", "reason", "author", "occurred", "recorded",
        "lamport", "device", "seq", "event"] Some(0);
    DECISION "decision" ["number", "what", "detail", "author", "occurred", "recorded", "lamport", "device", "seq",
        "event"] Some(0);
    FIGURE "figure" ["name", "value", "reason", "author", "recorded", "lamport", "device", "seq", "event"] None;
    WORKING_PATTERN "working_pattern" ["staff", "tenths", "pom_type", "author", "recorded", "lamport", "device", "seq",
        "event"] None;
    ROTL_ENTRY "rotl_entry" ["application", "number", "kind", "body", "author", "occurred", "recorded", "lamport", "device",
        "seq", "event"] Some(1);
    ROTL_REFUSAL "rotl_refusal" ["application", "number", "reasons", "recorded", "lamport", "device", "seq", "event"] Some(1);
    RELEASE_ENTRY "release_entry" ["number", "kind", "body", "author", "occurred", "recorded", "lamport", "device", "seq",
        "event"] Some(0);
    MENTION "mention" ["number", "device", "seq"] Some(0);
    COLLEAGUE "colleague" ["number", "person", "name", "prison"] Some(0);
}

/// The facts of each case as the fold has it.
pub(crate) static CASE_FACTS: Table = Table { name: "case_facts", columns: &["number", "facts"], case: Some(0) };

/// The rest of each case as the fold has it.
pub(crate) static CASE_STATE: Table = Table { name: "case_state", columns: &["number", "state"], case: Some(0) };

/// A member of staff as a column.
pub(crate) fn staff(principal: PrincipalId) -> Arg {
    Arg::Blob(principal.0.as_bytes().to_vec())
}

pub(crate) fn at(time: Timestamp) -> Arg {
    Arg::Int(time.as_millisecond())
}

/// A number that fits: positions and counts never come near the limit.
pub(crate) fn int(value: u64) -> Arg {
    Arg::Int(i64::try_from(value).unwrap_or(i64::MAX))
}

pub(crate) fn position(stamp: &Stamp) -> [Arg; 4] {
    let position = &stamp.position;
    [
        int(position.lamport),
        Arg::Int(i64::from(position.device.0)),
        int(position.seq),
        Arg::Int(i64::from(position.event)),
    ]
}

/// A visibility as a column.
pub(crate) const fn visibility(visibility: Visibility) -> i64 {
    match visibility {
        Visibility::General => 0,
        Visibility::Sensitive => 1,
        Visibility::Restricted => 2,
    }
}

/// The visibility in a column.
pub(crate) const fn visibility_of(column: i64) -> Visibility {
    match column {
        0 => Visibility::General,
        1 => Visibility::Sensitive,
        _ => Visibility::Restricted,
    }
}

/// Values that name many notes or long texts are not kept twice in the history of a case: the field says what it is.
fn label(field: &FieldKey) -> String {
    field.name().to_owned()
}

/// Adds the rows of one event's effects. `filed`: under which case; empty: the unit.
pub(crate) fn add_effects(
    batch: &mut Batch,
    stamp: &Stamp,
    filed: &str,
    kind: &'static str,
    effects: impl Iterator<Item = Effect>,
) {
    let number = || Arg::from(filed);
    let author = || staff(stamp.author);
    let occurred = || at(stamp.occurred);
    let recorded = || at(stamp.recorded);
    for effect in effects {
        match effect {
            Effect::FactStated { field, value, calculated, source, stands } => {
                let (run, line, reason) = match source {
                    Source::Import { run, row } => (Some(*run.as_bytes()), Some(i64::from(row)), None),
                    Source::Staff { reason } => (None, None, Some(reason)),
                };
                let mut row = vec![
                    number(),
                    label(&field).into(),
                    value.plain().into(),
                    calculated.map(|date| date.to_string()).into(),
                    run.into(),
                    line.into(),
                    reason.into(),
                    stands.into(),
                    author(),
                    occurred(),
                    recorded(),
                ];
                row.extend(position(stamp));
                batch.add(&FACT, row);
            }
            Effect::NoteWritten(note) => {
                let mut row = vec![
                    note.id.0.into_bytes().into(),
                    number(),
                    note.note_type.into(),
                    note.sub_type.into(),
                    visibility(note.visibility).into(),
                    note.text.into(),
                    note.place.into(),
                    author(),
                    occurred(),
                    recorded(),
                ];
                row.extend(position(stamp));
                batch.add(&NOTE, row);
            }
            Effect::NoteAmended(amendment) => {
                let mut row = vec![
                    amendment.id.0.into_bytes().into(),
                    amendment.note.0.into_bytes().into(),
                    number(),
                    amendment.reason.into(),
                    amendment.text.into(),
                    author(),
                    occurred(),
                    recorded(),
                ];
                row.extend(position(stamp));
                batch.add(&AMENDMENT, row);
            }
            Effect::ActionAgreed { note, action } => {
                let owner = match action.owner {
                    ActionOwner::Prisoner => "prisoner",
                    ActionOwner::Staff => "staff",
                };
                let row = vec![
                    action.id.0.into_bytes().into(),
                    note.0.into_bytes().into(),
                    number(),
                    action.text.into(),
                    owner.into(),
                    action.due.map(|date| date.to_string()).into(),
                    author(),
                    occurred(),
                    recorded(),
                ];
                batch.add(&ACTION, row);
            }
            Effect::ActionSettled { action, done, outcome } => {
                let row = vec![
                    action.0.into_bytes().into(),
                    number(),
                    done.into(),
                    outcome.into(),
                    author(),
                    occurred(),
                    recorded(),
                ];
                batch.add(&ACTION_OUTCOME, row);
            }
            Effect::PostTaken { post, staff: holder, reason } => {
                let row = vec![number(), post.title().into(), staff(holder), true.into(), reason.into(), Arg::Null];
                add_allocation(batch, stamp, row);
            }
            Effect::PostLeft { post, staff: holder, reason, detail } => {
                let reason = serde_json::to_value(reason).ok().and_then(|v| v.as_str().map(str::to_owned));
                let reason = reason.unwrap_or_default();
                let row =
                    vec![number(), post.title().into(), staff(holder), false.into(), reason.into(), detail.into()];
                add_allocation(batch, stamp, row);
            }
            Effect::Moved(movement) => {
                let direction = match movement.direction {
                    casework::movement::Direction::In => "IN",
                    casework::movement::Direction::Out => "OUT",
                };
                let row = vec![
                    number(),
                    movement.at.to_string().into(),
                    movement.kind.code().into(),
                    direction.into(),
                    movement.reason.into(),
                    movement.from.into(),
                    movement.to.into(),
                    author(),
                    recorded(),
                ];
                batch.add(&MOVEMENT, row);
            }
            Effect::ContactRecorded(contact) => {
                let row = vec![
                    contact.id.0.into_bytes().into(),
                    number(),
                    contact.relationship.into(),
                    contact.name.into(),
                    contact.phone.into(),
                    contact.email.into(),
                    contact.address.into(),
                    Arg::Null,
                    author(),
                    recorded(),
                ];
                batch.add(&CONTACT, row);
            }
            Effect::ContactEnded { id, reason } => {
                let row = vec![
                    id.0.into_bytes().into(),
                    number(),
                    "".into(),
                    "".into(),
                    Arg::Null,
                    Arg::Null,
                    Arg::Null,
                    reason.into(),
                    author(),
                    recorded(),
                ];
                batch.add(&CONTACT, row);
            }
            Effect::VictimContactRecorded(contact) => {
                let row = vec![
                    number(),
                    contact.officer.into(),
                    contact.email.into(),
                    contact.phone.into(),
                    contact.remarks.into(),
                    author(),
                    recorded(),
                ];
                batch.add(&VICTIM_CONTACT, row);
            }
            Effect::ConflictRaised(contested) => {
                let row = vec![number(), words(&contested).into(), false.into(), "".into(), author(), recorded()];
                batch.add(&CONFLICT, row);
            }
            Effect::ConflictSettled { contested, reason } => {
                let row = vec![number(), words(&contested).into(), true.into(), reason.into(), author(), recorded()];
                batch.add(&CONFLICT, row);
            }
            Effect::RestrictedViewed(viewed) => {
                batch.add(&VIEWED, vec![number(), viewed.what.into(), viewed.reason.into(), author(), recorded()]);
            }
            Effect::ImportTaken(run) => {
                let files: Vec<String> = run.files.iter().map(|file| format!("{} {}", file.hash, file.name)).collect();
                let count = |n: u32| Arg::Int(i64::from(n));
                let row = vec![
                    run.run.into_bytes().into(),
                    files.join("\n").into(),
                    count(run.read),
                    count(run.new),
                    count(run.changed),
                    count(run.unchanged),
                    count(run.warned),
                    count(run.quarantined),
                    author(),
                    recorded(),
                ];
                batch.add(&IMPORT_RUN, row);
            }
            Effect::RowQuarantined(quarantined) => {
                let row = vec![
                    quarantined.run.into_bytes().into(),
                    quarantined.file.into(),
                    Arg::Int(i64::from(quarantined.row)),
                    quarantined.number.into(),
                    quarantined.reasons.join("\n").into(),
                    quarantined.raw.into(),
                    author(),
                    recorded(),
                ];
                batch.add(&QUARANTINE, row);
            }
            Effect::ActDone(_)
            | Effect::SettledByHand(_)
            | Effect::ActWithdrawn(_)
            | Effect::EarlyAllocationAssessed(_)
            | Effect::EarlyAllocationDecided(_)
            | Effect::ResponsibilityDecided(_)
            | Effect::ResponsibilityWithdrawn(_)
            | Effect::ParoleReviewRecorded(_)
            | Effect::FigureSet(_)
            | Effect::WorkingPatternSet(_)
            | Effect::CaseSent(_)
            | Effect::CaseCalledBack { .. }
            | Effect::CaseReceived { .. } => crate::doing::add(batch, stamp, filed, effect),
            Effect::Rotl { application, event } => {
                crate::history::add_about(batch, stamp, filed, application, &event);
            }
            Effect::MetElsewhere { .. } => crate::elsewhere::add(batch, filed, effect),
            Effect::Elsewhere { stamp, name, effects } => add_effects(batch, &stamp, filed, name, effects.into_iter()),
            Effect::PreRelease(event) => crate::history::add(batch, stamp, filed, &event),
            Effect::NotApplied(reason) => {
                let mut row = vec![number(), kind.into(), reason.to_string().into(), author(), occurred(), recorded()];
                row.extend(position(stamp));
                batch.add(&NOT_APPLIED, row);
            }
        }
    }
}

fn add_allocation(batch: &mut Batch, stamp: &Stamp, mut row: Vec<Arg>) {
    row.extend([staff(stamp.author), at(stamp.occurred), at(stamp.recorded)]);
    row.extend(position(stamp));
    batch.add(&ALLOCATION, row);
}

/// What a conflict is about, in the words of the case file.
pub(crate) fn words(contested: &casework::event::Contested) -> String {
    match contested {
        casework::event::Contested::Field(field) => field.name().to_owned(),
        casework::event::Contested::Post(post) => post.title().to_owned(),
        casework::event::Contested::Application(_) => "release on temporary licence".to_owned(),
    }
}

/// The fields by which people look for a number.
pub(crate) const NUMBERS: [(Field, &str); 5] = [
    (Field::PncNumber, "PNC"),
    (Field::CroNumber, "CRO"),
    (Field::Crn, "CRN"),
    (Field::BookNumber, "book"),
    (Field::BookingId, "booking"),
];
