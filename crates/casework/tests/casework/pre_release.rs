//! The plan for a release and the packs that leave or come: what a topic takes, what a report must answer, what becomes of a pack.

use casework::effect::{Effect, NotApplied};
use casework::event::{CaseEvent, FactsRecorded};
use casework::fact::Value;
use casework::field::Field;
use casework::pre_release::{
    Changed, GapCause, GapExplained, Outcome, OutcomeReported, PackId, PackReceived, PackRecipient, PackRestricted,
    PackSealed, PackStep, PackTraced, PackWordsWritten, PathwayAnswer, PlanOwner, PlanState, PlanStated, ReceivedPack,
    ReleaseReportWritten, ReportKind, SealedFor, Section, Topic,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

use crate::golden::hex;
use crate::story::{KEYWORKER, POM, Saw, Story, at, by_staff, date, day, fact, not_applied};

pub(crate) const fn pack_id(number: u8) -> PackId {
    PackId(Uuid::from_bytes([0x90 + number; 16]))
}

pub(crate) fn stated(topic: Topic, about: Option<&str>, state: PlanState) -> PlanStated {
    PlanStated {
        topic,
        about: about.map(str::to_owned),
        state,
        words: "As he says".to_owned(),
        owner: None,
        due: None,
        on: None,
    }
}

pub(crate) fn report(kind: ReportKind) -> ReleaseReportWritten {
    let answer = |pathway| PathwayAnswer { pathway, words: "Nothing is needed".to_owned() };
    ReleaseReportWritten {
        kind,
        on: day("2026-11-16"),
        answers: Topic::pathways().map(answer).collect(),
        skipped: None,
    }
}

pub(crate) fn words() -> PackWordsWritten {
    PackWordsWritten { section: Section::Accommodation, words: "His sister is inside the excluded area.".to_owned() }
}

pub(crate) fn explained() -> GapExplained {
    GapExplained {
        gap: "release-address".to_owned(),
        cause: GapCause::NotKnownYet,
        words: "Decide on approved premises by 5 April".to_owned(),
    }
}

pub(crate) fn sealed(number: u8, version: u32) -> PackSealed {
    PackSealed {
        id: pack_id(number),
        version,
        to: PackRecipient {
            name: "Joanna Castell".to_owned(),
            team: "Westmoor PDU".to_owned(),
            email: "j.castell@pdu.example".to_owned(),
            phone: "01632 960431".to_owned(),
        },
        sealed_for: SealedFor::Words,
        file: crypto::Hash::from_bytes([0x61; 32]),
        fingerprint: crypto::Hash::from_bytes([0x62; 32]),
        pages: 11,
        ready: 11,
        explained: 4,
        left_out: vec![("intelligence".to_owned(), 3)],
        content: vec![0x78, 0x9c, 0x03, 0x00],
    }
}

pub(crate) fn restricted(number: u8) -> PackRestricted {
    PackRestricted { id: pack_id(number), items: vec!["victim-requests".to_owned()], content: vec![0x78, 0x9c] }
}

pub(crate) fn traced(number: u8, step: PackStep) -> PackTraced {
    PackTraced { id: pack_id(number), step, words: "By phone".to_owned() }
}

/// A version of a prison's pack that came: of Friday, the later the higher its version.
pub(crate) fn received(number: u8, prison_code: &str, version: u32) -> PackReceived {
    let friday: Timestamp = "2026-11-13T09:30:00Z".parse().unwrap();
    PackReceived {
        id: pack_id(number),
        version,
        made: friday + SignedDuration::from_hours(version.into()),
        prison: "Moorland (HMP & YOI)".to_owned(),
        prison_code: prison_code.to_owned(),
        sealed_for: SealedFor::Words,
        file: crypto::Hash::from_bytes([0x63; 32]),
        fingerprint: crypto::Hash::from_bytes([0x70 + number; 32]),
        compared: false,
        restricted: false,
        content: vec![0x78, 0x9c, 0x03, 0x00],
    }
}

pub(crate) fn received_restricted(number: u8) -> PackReceived {
    PackReceived { sealed_for: SealedFor::Inbox, compared: true, restricted: true, ..received(number, "MDI", 2) }
}

pub(crate) fn outcome(on: &str) -> OutcomeReported {
    OutcomeReported { outcome: Outcome::AppointmentKept, on: day(on), words: "The COM rang".to_owned() }
}

/// One event of each kind, with every field filled, and where fields can be empty, one with them empty: for the golden file.
pub(crate) fn samples() -> Vec<CaseEvent> {
    let need = PlanStated {
        owner: Some(PlanOwner::Community),
        due: Some(day("2027-01-29")),
        on: Some(day("2026-11-16")),
        ..stated(Topic::PathwayMoney, Some("Bank account"), PlanState::InProgress)
    };
    let skipped = ReleaseReportWritten {
        answers: Vec::new(),
        skipped: Some("Released on the day of sentence".to_owned()),
        ..report(ReportKind::ImmediateNeeds)
    };
    vec![
        CaseEvent::PlanStated(need),
        CaseEvent::PlanStated(stated(Topic::ReleaseAddress, None, PlanState::NotApplicable)),
        CaseEvent::ReleaseReportWritten(report(ReportKind::PreRelease)),
        CaseEvent::ReleaseReportWritten(skipped),
        CaseEvent::PackWordsWritten(words()),
        CaseEvent::GapExplained(explained()),
        CaseEvent::PackSealed(sealed(1, 2)),
        CaseEvent::PackRestricted(restricted(1)),
        CaseEvent::PackTraced(traced(1, PackStep::WordsGiven)),
        CaseEvent::OutcomeReported(outcome("2026-11-18")),
        CaseEvent::PackReceived(received(1, "MDI", 1)),
        CaseEvent::PackReceived(received_restricted(2)),
    ]
}

/// The numbers of the words, all of which an event above cannot hold.
pub(crate) fn numbers() -> serde_json::Value {
    fn of<T: minicbor::Encode<()> + serde::Serialize>(all: &[T]) -> serde_json::Value {
        all.iter().map(|word| json!({ "word": word, "number": hex(word) })).collect()
    }
    let states = [
        PlanState::NotStarted,
        PlanState::InProgress,
        PlanState::SupportRequired,
        PlanState::SupportNotRequired,
        PlanState::Declined,
        PlanState::Done,
        PlanState::Held,
        PlanState::Asked,
        PlanState::Refused,
        PlanState::NotApplicable,
        PlanState::NotDone,
        PlanState::Ended,
    ];
    json!({
        "topics": of(Topic::ALL),
        "states": of(&states),
        "sections": of(&Section::ALL),
        "owners": of(PlanOwner::ALL),
        "reports": of(ReportKind::ALL),
        "causes of a gap": of(GapCause::ALL),
        "ways of sealing": of(SealedFor::ALL),
        "steps with a pack": of(PackStep::ALL),
        "outcomes": of(Outcome::ALL),
        "a pack": hex(&pack_id(1)),
    })
}

fn states(story: &mut Story, body: PlanStated) {
    assert_eq!(not_applied(&story.tell(KEYWORKER, CaseEvent::PlanStated(body))), None);
}

#[test]
fn stated_again_a_topic_replaces_what_was_known_and_names_are_kept_apart() {
    let mut story = Story::default();
    states(&mut story, stated(Topic::IdDocument, Some("Birth certificate"), PlanState::Asked));
    states(&mut story, stated(Topic::IdDocument, Some("Driving licence"), PlanState::Refused));
    states(&mut story, stated(Topic::IdDocument, Some("Birth certificate "), PlanState::Held));
    let kept: Vec<_> = story.case.pre_release.topics.values().map(|planned| planned.state).collect();
    assert_eq!(kept, [PlanState::Held, PlanState::Refused]);
    states(&mut story, stated(Topic::IdDocument, Some("Driving licence"), PlanState::Ended));
    assert_eq!(story.case.pre_release.topics.len(), 1);
}

#[test]
fn a_topic_has_a_name_where_there_can_be_several_and_none_where_not() {
    let mut story = Story::default();
    for (topic, about) in
        [(Topic::Programme, None), (Topic::Programme, Some("  ")), (Topic::BankAccount, Some("First"))]
    {
        let body = stated(topic, about, PlanState::Done);
        assert_eq!(story.refused(KEYWORKER, CaseEvent::PlanStated(body)), NotApplied::Unnamed, "{topic:?} {about:?}");
    }
    states(&mut story, stated(Topic::PathwayHealth, None, PlanState::SupportRequired));
    states(&mut story, stated(Topic::PathwayHealth, Some("A doctor"), PlanState::InProgress));
}

#[test]
fn a_topic_takes_its_own_states() {
    let mut story = Story::default();
    let mut refused = |topic, about: Option<&str>, state| {
        story.refused(KEYWORKER, CaseEvent::PlanStated(stated(topic, about, state)))
    };
    assert_eq!(refused(Topic::ReleaseAddress, None, PlanState::Asked), NotApplied::NoSuchState);
    assert_eq!(refused(Topic::PathwayWork, Some("A course"), PlanState::SupportRequired), NotApplied::NoSuchState);
    assert_eq!(refused(Topic::ReleaseAddress, None, PlanState::Ended), NotApplied::NothingToEnd);
}

#[test]
fn what_is_known_left_undone_or_asked_for_says_nothing_without_words() {
    let mut story = Story::default();
    let silent = |topic, about, state| {
        CaseEvent::PlanStated(PlanStated { words: " ".to_owned(), ..stated(topic, about, state) })
    };
    for (topic, about, state) in [
        (Topic::ReleaseAddress, None, PlanState::Held),
        (Topic::Programme, Some("Thinking skills"), PlanState::NotDone),
        (Topic::LicenceCondition, Some("Curfew"), PlanState::Asked),
    ] {
        assert_eq!(story.refused(KEYWORKER, silent(topic, about, state)), NotApplied::Blank, "{topic:?}");
    }
    assert_eq!(not_applied(&story.tell(KEYWORKER, silent(Topic::BankAccount, None, PlanState::Asked))), None);
}

#[test]
fn a_report_answers_every_pathway_or_says_why_not() {
    let mut story = Story::default();
    let mut short = report(ReportKind::PreRelease);
    short.answers.pop();
    let short = |skipped| CaseEvent::ReleaseReportWritten(ReleaseReportWritten { skipped, ..short.clone() });
    assert_eq!(story.refused(POM, short(None)), NotApplied::Blank);
    assert_eq!(story.refused(POM, short(Some(" ".to_owned()))), NotApplied::Blank);
    assert_eq!(not_applied(&story.tell(POM, short(Some("He would not speak to anybody".to_owned())))), None);
    assert!(story.case.pre_release.reports[&ReportKind::PreRelease].skipped);
    let late = ReleaseReportWritten { on: day("2026-12-24"), ..report(ReportKind::PreRelease) };
    assert_eq!(story.refused(POM, CaseEvent::ReleaseReportWritten(late)), NotApplied::Ahead);
}

#[test]
fn versions_that_were_sealed_while_apart_are_both_kept() {
    let mut story = Story::default();
    story.does(POM, CaseEvent::PackSealed(sealed(1, 1)));
    story.write(KEYWORKER, Saw::Nothing, CaseEvent::PackSealed(sealed(2, 2)));
    assert_eq!(story.case.pre_release.packs.len(), 1, "a keyworker seals nothing");
    story.write(POM, Saw::Nothing, CaseEvent::PackSealed(sealed(3, 1)));
    assert_eq!(story.case.pre_release.packs.len(), 2);
    assert_eq!(story.refused(POM, CaseEvent::PackSealed(sealed(1, 2))), NotApplied::Repeated);
    let nobody = PackRecipient { name: " ".to_owned(), team: String::new(), ..sealed(4, 2).to };
    let to_nobody = CaseEvent::PackSealed(PackSealed { to: nobody, ..sealed(4, 2) });
    assert_eq!(story.refused(POM, to_nobody), NotApplied::Unnamed);
    assert_eq!(story.case.pre_release.next_version(), 2);
}

#[test]
fn what_becomes_of_a_pack_is_kept_step_by_step() {
    let mut story = Story::default();
    assert_eq!(story.refused(POM, CaseEvent::PackTraced(traced(1, PackStep::Sent))), NotApplied::NoSuchPack);
    story.does(POM, CaseEvent::PackSealed(sealed(1, 1)));
    story.does(POM, CaseEvent::PackTraced(traced(1, PackStep::Sent)));
    let pack = |story: &Story| story.case.pre_release.packs[&pack_id(1)].clone();
    assert!(!pack(&story).is_received());
    story.does(POM, CaseEvent::PackTraced(traced(1, PackStep::ReceivedWithQuestions)));
    assert!(pack(&story).is_received() && !pack(&story).is_void());
    assert_eq!(story.case.pre_release.standing_packs().len(), 1);
    story.does(POM, CaseEvent::PackTraced(traced(1, PackStep::Astray)));
    assert!(pack(&story).is_void());
    assert!(story.case.pre_release.standing_packs().is_empty());
}

/// A date of the sentence, recorded on a day of November.
fn released_on(story: &mut Story, on: u8, value: Value) {
    let facts = vec![fact(Field::ConditionalRelease, value)];
    tells_on(story, on, CaseEvent::FactsRecorded(FactsRecorded { source: by_staff(), facts }));
}

fn tells_on(story: &mut Story, on: u8, event: CaseEvent) {
    let mut stamp = story.stamp(POM, Saw::Everything);
    stamp.recorded = at(&format!("2026-11-{on}T12:00:00Z"));
    assert_eq!(not_applied(&story.apply(&stamp, event)), None);
}

#[test]
fn a_pack_knows_since_when_a_fact_is_another_until_it_is_the_same_again() {
    let mut story = Story::default();
    let june = || date("2027-06-30");
    released_on(&mut story, 20, june());
    tells_on(&mut story, 21, CaseEvent::PackSealed(sealed(1, 1)));
    released_on(&mut story, 22, june());
    let changed = |story: &Story, number| story.case.pre_release.packs[&pack_id(number)].facts.clone();
    assert!(changed(&story, 1).is_empty(), "the same again is no change");
    released_on(&mut story, 23, date("2027-05-14"));
    tells_on(&mut story, 24, CaseEvent::PackSealed(sealed(2, 2)));
    released_on(&mut story, 25, Value::Nothing);
    let number = Field::ConditionalRelease.number();
    let first = Changed { was: Some(june()), since: day("2026-11-23") };
    assert_eq!(changed(&story, 1)[&number], first, "it is another since the first change");
    assert_eq!(changed(&story, 2)[&number].since, day("2026-11-25"), "each version for itself");
    released_on(&mut story, 26, june());
    assert!(changed(&story, 1).is_empty(), "set back");
    assert_eq!(changed(&story, 2).len(), 1);
}

#[test]
fn a_pack_knows_since_when_something_else_is_said_of_a_topic() {
    let mut story = Story::default();
    let bank = |words: &str| {
        let body = stated(Topic::BankAccount, None, PlanState::Asked);
        CaseEvent::PlanStated(PlanStated { words: words.to_owned(), ..body })
    };
    tells_on(&mut story, 20, bank("With the credit union"));
    tells_on(&mut story, 21, CaseEvent::PackSealed(sealed(1, 1)));
    let changed = |story: &Story| story.case.pre_release.packs[&pack_id(1)].topics.clone();
    tells_on(&mut story, 22, bank("With the credit union"));
    assert!(changed(&story).is_empty());
    tells_on(&mut story, 23, bank("They want a birth certificate first"));
    tells_on(&mut story, 24, CaseEvent::PlanStated(stated(Topic::BankAccount, None, PlanState::Ended)));
    assert_eq!(changed(&story)[&(Topic::BankAccount, None)].since, day("2026-11-23"));
    tells_on(&mut story, 25, CaseEvent::PlanStated(stated(Topic::Phone, None, PlanState::Held)));
    assert_eq!(changed(&story)[&(Topic::Phone, None)], Changed { was: None, since: day("2026-11-25") });
    tells_on(&mut story, 26, bank("With the credit union"));
    assert!(!changed(&story).contains_key(&(Topic::BankAccount, None)), "said as it was");
}

#[test]
fn nothing_restricted_is_written_where_everybody_reads() {
    let restricted = [
        CaseEvent::PackRestricted(restricted(1)),
        CaseEvent::PlanStated(stated(Topic::VictimRequests, None, PlanState::Held)),
        CaseEvent::PackReceived(received_restricted(1)),
    ];
    for event in restricted {
        let mut story = Story::default();
        let stamp = story.stamp(POM, Saw::Everything);
        let effects = story.apply(&stamp, event.clone());
        assert_eq!(not_applied(&effects), Some(NotApplied::WrongCompartment), "{}", event.name());
    }
}

#[test]
fn the_history_has_what_was_written() {
    let mut story = Story::default();
    let event = CaseEvent::PackWordsWritten(words());
    let effects = story.tell(POM, event.clone());
    assert!(matches!(effects.as_slice(), [Effect::PreRelease(kept)] if **kept == event));
}

#[test]
fn nobody_reports_what_has_not_happened() {
    let mut story = Story::default();
    assert_eq!(story.refused(KEYWORKER, CaseEvent::OutcomeReported(outcome("2026-12-24"))), NotApplied::Ahead);
    story.does(KEYWORKER, CaseEvent::OutcomeReported(outcome("2026-11-18")));
    assert_eq!(story.case.pre_release.outcomes.len(), 1);
}

/// The versions of a prison's packs that stand.
fn newest(story: &Story, prison_code: &str) -> Vec<u32> {
    let kept = &story.case.pre_release;
    let newest = |pack: &&ReceivedPack| pack.prison_code == prison_code && kept.is_newest_received(pack);
    kept.received.values().filter(newest).map(|pack| pack.version).collect()
}

#[test]
fn of_the_packs_that_came_the_newest_of_each_prison_stands_whichever_came_last() {
    let all = [received(1, "MDI", 1), received(2, "MDI", 2), received(3, "LEI", 1)];
    for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0]] {
        let mut story = Story::default();
        for at in order {
            story.does(POM, CaseEvent::PackReceived(all[at].clone()));
        }
        assert_eq!(story.case.pre_release.received.len(), 3, "the older one is kept");
        assert_eq!((newest(&story, "MDI"), newest(&story, "LEI")), (vec![2], vec![1]));
    }
}

#[test]
fn a_pack_that_came_twice_is_there_once_and_says_whose_it_is() {
    let mut story = Story::default();
    story.does(POM, CaseEvent::PackReceived(received(1, "MDI", 1)));
    let again = PackReceived { file: crypto::Hash::from_bytes([0x64; 32]), ..received(1, "MDI", 1) };
    assert_eq!(story.refused(POM, CaseEvent::PackReceived(again)), NotApplied::Repeated);
    assert_eq!(story.refused(POM, CaseEvent::PackReceived(received(2, " ", 1))), NotApplied::Unnamed);
    assert!(story.case.pre_release.packs.is_empty(), "and is none of this prison's own");
}
