//! What was written is there, and what was not to be written left no trace.

use casework::event::{CaseEvent, Post, Visibility};
use casework::movement::{Direction, MovementKind};
use casework::{Field, NotApplied, Right};
use jiff::Timestamp;
use ledger::{Compartment, Role, Subject};
use store::{StoreError, WriteError};

use crate::support::*;

#[tokio::test]
async fn everything_that_was_written_is_there_after_closing_and_opening() {
    let mut ada = founded().await;
    let ben = ada.hires(BEN, "Ben Okafor", &[Role::Pom]).await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ada.writes(&kieran, released_on("2027-05-17")).await;
    ada.writes(&kieran, released_on("2027-06-01")).await;
    ada.writes(&kieran, moved("2026-09-01", MovementKind::Admission, Direction::In)).await;
    ada.writes(&kieran, Note::new(1, "He asked about a transfer.").written()).await;
    ada.writes(&kieran, amended(2, 1, "He asked about a transfer to Askham Grange.")).await;
    let session = Note::new(3, "First session.").session();
    let session = session.agreeing(4, "Write to his sister").agreeing(5, "Ring the library");
    ada.writes(&kieran, session.written()).await;
    ada.writes(&kieran, settled(5, true, "They have the book")).await;
    ada.writes(&kieran, Note::new(6, "A worry that only a few should read.").sensitive().written()).await;
    ada.writes(&kieran, allocated(Post::Pom, BEN)).await;
    ada.writes(&kieran, allocated(Post::Keyworker, CARYS)).await;
    ada.writes(&kieran, deallocated(Post::Keyworker, CARYS)).await;
    ada.writes(&kieran, contact(7, "Mair Ashdown")).await;
    ada.writes(&kieran, contact(8, "Tom Ashdown")).await;
    ada.writes(&kieran, contact_ended(8)).await;
    ada.writes(&kieran, victim_contact("Olu Bright")).await;
    ada.writes(&kieran, Note::new(9, "Intelligence.").restricted().written()).await;
    ada.writes(&kieran, viewed("victim-contact")).await;
    let before = ada.everything().await;

    ada.reopen().await;

    assert_same("closing and opening", &before, &ada.everything().await);
    let known = ada.case(&kieran).await.unwrap().expect("Kieran is known");
    assert_eq!(known.full_name(), "Kieran Ashdown");
    assert_eq!(known.date(Field::Release), Some("2027-06-01".parse().unwrap()));
    assert_eq!(known.contacts.len(), 1);
    assert_eq!(known.victim_contact.as_ref().map(|contact| contact.officer.as_str()), Some("Olu Bright"));
    assert_eq!(known.actions.len(), 1, "one action is open");
    assert_eq!(known.holder(Post::Pom).map(|holding| holding.staff), Some(BEN));
    assert!(known.holder(Post::Keyworker).is_none());

    let notes = ada.notes_of(&kieran, Visibility::Restricted).await;
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(
        texts,
        ["Intelligence.", "A worry that only a few should read.", "First session.", "He asked about a transfer."]
    );
    assert_eq!(notes[3].amendments.len(), 1);
    assert_eq!(notes[3].amendments[0].text, "He asked about a transfer to Askham Grange.");
    assert_eq!(notes[3].amendments[0].reason, "The date was wrong");
    assert_eq!(notes[3].author, ADA);
    let actions: Vec<(&str, bool)> =
        notes[2].actions.iter().map(|action| (action.text.as_str(), action.outcome.is_some())).collect();
    assert_eq!(actions, [("Write to his sister", false), ("Ring the library", true)]);
    assert_eq!(ada.notes_of(&kieran, Visibility::Sensitive).await.len(), 3);
    assert_eq!(ada.notes_of(&kieran, Visibility::General).await.len(), 2);
    assert_eq!(ada.note_place(notes[0].id).await.unwrap(), Some((kieran, Visibility::Restricted)));
    assert_eq!(ada.action_place(uuid(4)).await.unwrap(), Some(kieran));

    let history = ada.history(&kieran, Some("releaseDate")).await.unwrap();
    let values: Vec<&str> = history.iter().map(|fact| fact.value.as_str()).collect();
    assert_eq!(values, ["2027-05-17", "2027-06-01"], "every statement, oldest first");
    assert_eq!(history[0].reason.as_deref(), Some("Seen on the warrant"));
    let posts = ada.allocations(&kieran).await.unwrap();
    let posts: Vec<(&str, bool)> = posts.iter().map(|post| (post.post.as_str(), post.taken)).collect();
    assert_eq!(posts, [("prison offender manager", true), ("keyworker", true), ("keyworker", false)]);
    let row = &ada.whole_caseload().await[0];
    assert_eq!((row.name.as_str(), row.notes, row.open_actions, row.here), ("Ashdown, Kieran", 4, 1, true));
    assert_eq!(row.pom, Some(ben.who));
    ada.is_sound().await;
}

#[tokio::test]
async fn what_was_acknowledged_is_there_when_the_program_was_killed() {
    let mut ada = founded().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    for at in 0..20 {
        ada.writes(&kieran, Note::new(at, "Another day.").written()).await;
    }
    let before = ada.everything().await;
    ada.drop_dead();
    ada.open().await.unwrap();
    assert_same("killing the program", &before, &ada.everything().await);
    ada.is_sound().await;
}

#[tokio::test]
async fn an_action_that_the_fold_would_not_apply_leaves_no_trace() {
    let (mut ada, mut ben, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ada.writes(&kieran, Note::new(1, "A note.").written()).await;
    ben.hears(&ada).await;
    carys.hears(&ada).await;

    let no = |right| NotApplied::NoRight(right);
    let attempts: Vec<(&str, Vec<CaseEvent>, NotApplied)> = vec![
        ("a keyworker allocates", vec![allocated(Post::Pom, BEN)], no(Right::AllocatePom)),
        ("a keyworker corrects a date", vec![released_on("2027-01-01")], no(Right::RecordFacts)),
        (
            "a keyworker writes a sensitive note",
            vec![Note::new(2, "Worried.").sensitive().written()],
            no(Right::WriteSensitive),
        ),
        (
            "the second of two events is wrong",
            vec![Note::new(3, "Fine.").agreeing(30, "Read a book").written(), amended(4, 999, "No such note.")],
            NotApplied::NoSuchNote,
        ),
        ("a note is blank", vec![Note::new(5, " \n").written()], NotApplied::Blank),
        ("a note comes twice", vec![Note::new(1, "Again.").written()], NotApplied::Repeated),
        ("an action is not open", vec![settled(77, true, "Done")], NotApplied::NoSuchAction),
        ("an event of the unit is filed under a case", vec![taken(1)], NotApplied::Misfiled),
    ];
    for (what, events, expected) in attempts {
        let before = carys.everything().await;
        let refused = carys.tries(&kieran, events).await;
        assert!(matches!(&refused, Err(WriteError::NotApplied(reason)) if *reason == expected), "{what}: {refused:?}");
        assert_same(what, &before, &carys.everything().await);
        assert_eq!(carys.tip(carys.index()).unwrap().seq, 0, "{what}: the log went on");
    }

    let before = carys.everything().await;
    let keyless = carys.tries(&kieran, vec![Note::new(6, "Intelligence.").restricted().written()]).await;
    assert!(matches!(keyless, Err(WriteError::Store(StoreError::NoKey("restricted")))), "{keyless:?}");
    let wrong = ben.tries_in(Compartment::General, &kieran, vec![victim_contact("Olu Bright")]).await;
    assert!(matches!(wrong, Err(WriteError::NotApplied(NotApplied::WrongCompartment))), "{wrong:?}");
    assert_same("a keyless attempt", &before, &carys.everything().await);

    // And afterwards work goes on where it was.
    carys.writes(&kieran, Note::new(7, "A proper note.").written()).await;
    assert_eq!(carys.tip(carys.index()).unwrap().seq, 1);
    carys.is_sound().await;
}

fn taken(run: u64) -> CaseEvent {
    CaseEvent::ImportTaken(casework::event::ImportTaken {
        run: uuid(run),
        files: Vec::new(),
        read: 0,
        new: 0,
        changed: 0,
        unchanged: 0,
        warned: 0,
        quarantined: 0,
    })
}

/// A note is folded without reading the facts; a fact of the same step then finds them.
#[tokio::test]
async fn facts_and_notes_of_one_step_stand_together() {
    let mut ada = founded().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ada.writes(&kieran, released_on("2027-05-17")).await;

    let step = vec![
        Note::new(1, "First session.").session().written(),
        released_on("2027-06-01"),
        allocated(Post::Pom, BEN),
        Note::new(2, "He heard of his new date.").written(),
    ];
    ada.tries(&kieran, step).await.unwrap();

    let known = ada.case(&kieran).await.unwrap().unwrap();
    assert_eq!(known.full_name(), "Kieran Ashdown");
    assert_eq!(known.date(Field::Release), Some("2027-06-01".parse().unwrap()));
    assert_eq!(known.notes, 2);
    ada.is_sound().await;
}

#[tokio::test]
async fn several_actions_are_written_all_or_none() {
    use store::{Action, NewEvent};

    let mut ada = founded().await;
    let kieran = number("A4417FK");
    let action = |events: Vec<CaseEvent>| Action {
        compartment: Compartment::General,
        class: ledger::Class::Bulk,
        command: [1; 16],
        events: events
            .into_iter()
            .map(|event| NewEvent { subject: case(&kieran), occurred: clock(0), event, base: None })
            .collect(),
    };
    let before = ada.everything().await;
    let actions = vec![action(vec![Note::new(1, "One.").written()]), action(vec![amended(2, 5, "No such note.")])];
    let mut rng = seeded(5);
    let refused = ada.write(&mut rng, clock(0), actions, |_| {}).await;
    assert!(matches!(refused, Err(WriteError::NotApplied(NotApplied::NoSuchNote))), "{refused:?}");
    assert_same("the first of two actions", &before, &ada.everything().await);

    let many: Vec<CaseEvent> = (0..1_200).map(|at| Note::new(100 + at, "A note of a batch.").written()).collect();
    let actions = vec![action(many), action(vec![amended(3, 100, "Amended in the same step.")])];
    let mut heard = Vec::new();
    let written = ada.write(&mut rng, clock(0), actions, |done| heard.push(done)).await.unwrap();
    assert_eq!(written.entries, 4, "an entry carries 500 events");
    assert_eq!(heard, [500, 1_000, 1_200, 1_201]);
    assert_eq!(ada.case(&kieran).await.unwrap().unwrap().notes, 1_200);
    ada.is_sound().await;
}

#[tokio::test]
async fn an_action_that_says_nothing_writes_nothing() {
    let mut ada = founded().await;
    let before = ada.everything().await;
    let written = ada.tries(&number("A4417FK"), Vec::new()).await.unwrap();
    assert_eq!((written.seq, written.entries), (0, 0));
    assert_same("an empty action", &before, &ada.everything().await);
}

#[tokio::test]
async fn what_imports_did_is_told_newest_first() {
    let mut ada = founded().await;
    for run in [1, 2] {
        let quarantined = CaseEvent::RowQuarantined(casework::event::QuarantinedRow {
            run: uuid(run),
            file: "prisoners.csv".to_owned(),
            row: 7,
            number: Some("A44I7FK".to_owned()),
            reasons: vec!["not a prison number".to_owned(), "no last name".to_owned()],
            raw: "A44I7FK;;".to_owned(),
        });
        ada.tries_about(Compartment::General, Subject::Unit, vec![taken(run), quarantined]).await.unwrap();
    }
    ada.reopen().await;
    let runs: Vec<_> = ada.imports().await.unwrap().into_iter().map(|import| import.run).collect();
    assert_eq!(runs, [uuid(2), uuid(1)]);
    let rows = ada.quarantine().await.unwrap();
    assert_eq!(rows[0].reasons, ["not a prison number", "no last name"]);
    assert_eq!(rows[0].raw, "A44I7FK;;");
    ada.is_sound().await;
}

/// The fold takes a settled action's identifier again, and a note's in another case: the tables must as well, or one entry
/// by hand would stop every device.
#[tokio::test]
async fn an_identifier_that_is_used_again_stops_nothing() {
    let mut ada = founded().await;
    let (kieran, dafydd) = (number("A4417FK"), number("A1001BC"));
    ada.writes(&kieran, Note::new(1, "First garden.").agreeing(2, "Dig").written()).await;
    ada.writes(&kieran, settled(2, true, "Dug")).await;
    ada.writes(&kieran, Note::new(3, "Second workshop.").agreeing(2, "Dig again").written()).await;
    ada.writes(&dafydd, Note::new(1, "The same identifier in the library.").written()).await;
    ada.writes(&dafydd, amended(4, 1, "And amended: parole.")).await;
    assert_eq!(ada.notes_of(&kieran, Visibility::General).await.len(), 2);
    let others = ada.notes_of(&dafydd, Visibility::General).await;
    assert_eq!(others.len(), 1);
    assert_eq!(others[0].amendments.len(), 1);
    let first = ada.notes_of(&kieran, Visibility::General).await.pop().unwrap();
    assert!(first.amendments.is_empty(), "an amendment belongs to the note of its own case");
    ada.is_sound().await;
    let before = ada.folded().await;
    ada.rebuild(|_, _| {}).await.unwrap();
    assert_same("rebuild", &before, &ada.folded().await);
    let found = ada.search("parole", 10, true).await.unwrap().texts;
    assert_eq!(found.iter().map(|hit| hit.number.as_str()).collect::<Vec<_>>(), ["A1001BC"]);
}

/// A case is one case however its number is written.
#[tokio::test]
async fn a_number_in_small_letters_is_the_same_case() {
    let mut ada = founded().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    let note = Note::new(1, "Written under small letters.").written();
    ada.tries_about(Compartment::General, Subject::Case("a4417fk".into()), vec![note]).await.unwrap();
    assert_eq!(ada.notes_of(&kieran, Visibility::General).await.len(), 1);
    ada.is_sound().await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_changes_the_order_of_nothing() {
    let mut ada = founded().await;
    let kieran = number("A4417FK");
    ada.minutes = 10_000;
    ada.writes(&kieran, released_on("2027-05-17")).await;
    ada.minutes = -10_000;
    ada.writes(&kieran, released_on("2027-06-01")).await;
    let known = ada.case(&kieran).await.unwrap().unwrap();
    assert_eq!(known.date(Field::Release), Some("2027-06-01".parse().unwrap()), "the later entry, not the later clock");
    assert!(
        ada.newest_entry().await.unwrap().unwrap() >= Timestamp::from_millisecond(MORNING).unwrap().as_millisecond()
    );
    ada.is_sound().await;
}
