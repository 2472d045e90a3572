//! From a folded case to the facts that the rules ask for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use app::owed::case_facts;
use casework::decision::{
    DecisionReason, EarlyAllocationAssessed, ParoleReviewRecorded, ResponsibilityDecided, Side as Decided,
};
use casework::effect::Effect;
use casework::event::{
    ActDone, Allocated, AssessmentId, CaseEvent, FactsRecorded, MovementsRecorded, NoteId, NoteWritten, Post, ReviewId,
    SettledByHand, Visibility,
};
use casework::movement::{Direction, Movement, MovementKind};
use casework::{Act, Case, Fact, Field, Source, Stamp, Value};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use ledger::{Compartment, DeviceIndex, Position, PrincipalId, Role, Roles, VersionVector};
use policy::handover::{Dated, MappaLevel, OverrideReason, Question, Side};
use policy::obligation::{Agency, CaseFacts, Kind};
use policy::risk::Rosh;
use uuid::Uuid;

const POM: PrincipalId = PrincipalId(Uuid::from_bytes([2; 16]));
const KEYWORKER: PrincipalId = PrincipalId(Uuid::from_bytes([3; 16]));

/// A case as it comes about, an event a day from 2 November 2026 on.
#[derive(Default)]
struct Story {
    case: Case,
    told: u64,
}

impl Story {
    fn tell(&mut self, event: CaseEvent) -> &mut Self {
        self.told += 1;
        let at: Timestamp = "2026-11-01T10:00:00Z".parse().unwrap();
        let at = at + (24 * i64::try_from(self.told).unwrap()).hours();
        let stamp = Stamp {
            position: Position { lamport: self.told, device: DeviceIndex(0), seq: self.told, event: 0 },
            author: POM,
            roles: Roles::NONE.with(Role::Administrator),
            refused: None,
            compartment: Compartment::General,
            occurred: at,
            recorded: at,
            base: VersionVector::new(),
        };
        let mut effects = Vec::new();
        self.case.apply(&stamp, event, &mut effects);
        let refused = effects.iter().find(|effect| matches!(effect, Effect::NotApplied(_)));
        assert_eq!(refused, None);
        self
    }

    fn imported(&mut self, facts: &[(Field, Value)]) -> &mut Self {
        self.stated(Source::Import { run: Uuid::nil(), row: 1 }, facts)
    }

    fn by_hand(&mut self, facts: &[(Field, Value)]) -> &mut Self {
        self.stated(Source::Staff { reason: "The calculation sheet".to_owned() }, facts)
    }

    fn stated(&mut self, source: Source, facts: &[(Field, Value)]) -> &mut Self {
        let fact =
            |(field, value): &(Field, Value)| Fact { field: (*field).into(), value: value.clone(), calculated: None };
        self.tell(CaseEvent::FactsRecorded(FactsRecorded { source, facts: facts.iter().map(fact).collect() }))
    }

    fn done(&mut self, on: &str, act: Act, about: Option<&str>) -> &mut Self {
        let words = "It was done".to_owned();
        self.tell(CaseEvent::ActDone(ActDone { act, on: day(on), about: about.map(str::to_owned), words }))
    }

    fn facts(&self) -> CaseFacts {
        case_facts(&"A1234BC".parse().unwrap(), &self.case)
    }
}

fn day(iso: &str) -> Date {
    iso.parse().unwrap()
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

#[test]
fn what_nobody_recorded_stays_unknown() {
    let facts = Story::default().facts();
    // That no pack was sealed is known: whoever seals one does it here.
    let none_sealed = Some(Vec::new());
    assert_eq!(facts, CaseFacts { person: "A1234BC".to_owned(), packs: none_sealed, ..CaseFacts::default() });
}

#[test]
fn a_date_that_staff_corrected_keeps_what_the_prison_system_says() {
    let mut story = Story::default();
    story.imported(&[(Field::ConditionalRelease, Value::Date(day("2027-05-17")))]);
    let imported = Dated { calculated: Some(day("2027-05-17")), replaced_by: None };
    assert_eq!(story.facts().handover.conditional_release, imported);
    story.by_hand(&[(Field::ConditionalRelease, Value::Date(day("2027-04-01")))]);
    let corrected = Dated { calculated: Some(day("2027-05-17")), replaced_by: Some(day("2027-04-01")) };
    assert_eq!(story.facts().handover.conditional_release, corrected);
}

#[test]
fn whom_mappa_does_not_apply_to_is_known_to_have_no_level() {
    let mut story = Story::default();
    story.by_hand(&[(Field::MappaApplies, Value::Flag(false))]);
    assert_eq!(story.facts().handover.mappa, Some(MappaLevel::None));
    story.by_hand(&[(Field::MappaApplies, Value::Flag(true))]);
    assert_eq!(story.facts().handover.mappa, None);
    story.by_hand(&[(Field::MappaLevel, text("2"))]);
    assert_eq!(story.facts().handover.mappa, Some(MappaLevel::Two));
    assert_eq!(story.facts().release.mappa_applies, Some(true));
}

#[test]
fn the_terms_of_a_sentence_are_known_once_somebody_says_whether_there_is_another_indeterminate_one() {
    let mut story = Story::default();
    story
        .imported(&[(Field::SentenceStart, Value::Date(day("2015-01-05"))), (Field::Indeterminate, Value::Flag(true))]);
    assert_eq!(story.facts().handover.sentence_terms, None);
    story.by_hand(&[(Field::OtherIndeterminate, Value::Flag(false))]);
    let starts = |story: &Story| {
        let terms = story.facts().handover.sentence_terms.unwrap();
        terms.into_iter().map(|term| term.sentence_start).collect::<Vec<_>>()
    };
    assert_eq!(starts(&story), [Some(day("2015-01-05"))]);
    story.by_hand(&[(Field::OtherIndeterminate, Value::Flag(true))]);
    assert_eq!(starts(&story), [Some(day("2015-01-05")), None], "from when it runs, nobody said");
    story.by_hand(&[(Field::OtherIndeterminateStart, Value::Date(day("2019-06-01")))]);
    assert_eq!(starts(&story), [Some(day("2015-01-05")), Some(day("2019-06-01"))]);
}

#[test]
fn acts_are_where_the_rules_look_for_them() {
    let mut story = Story::default();
    story
        .done("2026-10-01", Act::PomContact, None)
        .done("2026-10-02", Act::OasysCompleted, None)
        .done("2026-10-03", Act::PlanMade, None)
        .done("2026-10-04", Act::Oversight, None)
        .done("2026-10-05", Act::ComContact, None)
        .done("2026-10-06", Act::HandoverReport, None)
        .done("2026-10-07", Act::MeetingInvited, None)
        .done("2026-10-08", Act::MeetingHeld, None)
        .done("2026-10-09", Act::PreReleaseReport, None)
        .done("2026-10-10", Act::Referred, None)
        .done("2026-10-11", Act::PremisesApplied, None)
        .done("2026-10-12", Act::LicenceApproved, None)
        .done("2026-10-13", Act::ParoleReport, None)
        .done("2026-10-14", Act::VictimsChecked, None);
    let facts = story.facts();
    let last = facts.last;
    assert_eq!(
        [last.contact, last.oasys, last.plan, last.oversight, facts.tasks.com_contact, facts.tasks.report_sent]
            .map(|day| day.unwrap().day()),
        [1, 2, 3, 4, 5, 6]
    );
    assert_eq!(facts.tasks.oasys_reviewed, last.oasys, "an OASys is an OASys, whatever for");
    assert_eq!(facts.tasks.meeting_held, Some(day("2026-10-08")), "an invitation is no meeting");
    let release = facts.release;
    assert_eq!(
        [release.report, release.referred, release.premises_applied, release.licence_approved, release.parole_report]
            .map(|day| day.unwrap().day()),
        [9, 10, 11, 12, 13]
    );
    assert_eq!(facts.victims_checked, Some(day("2026-10-14")));
}

#[test]
fn a_check_is_told_by_its_agency() {
    let mut story = Story::default();
    for (on, act) in [("2026-10-01", Act::CheckRequested), ("2026-10-12", Act::CheckChased)] {
        story.done(on, act, Some(Agency::Police.words()));
    }
    story.done("2026-10-01", Act::CheckRequested, Some("a neighbour"));
    let [check] = &story.facts().checks[..] else { panic!("one check is one of the rules'") };
    assert_eq!(
        (check.agency, check.requested, check.chased),
        (Agency::Police, day("2026-10-01"), Some(day("2026-10-12")))
    );
    story.done("2026-10-20", Act::CheckAnswered, Some(Agency::Police.words()));
    assert_eq!(story.facts().checks[0].received, Some(day("2026-10-20")));
}

#[test]
fn who_must_be_told_of_a_changed_risk_is_who_there_is() {
    let allocated = |post, staff| CaseEvent::Allocated(Allocated { post, staff, reason: "Knows him".to_owned() });
    let mut story = Story::default();
    story.by_hand(&[(Field::Rosh, text("LOW"))]);
    story.by_hand(&[(Field::Rosh, text("MEDIUM"))]);
    assert_eq!(story.facts().risk_changes[0].tell, [], "nobody works with him yet");
    story.tell(allocated(Post::Keyworker, KEYWORKER)).by_hand(&[(Field::ComEmail, text("com@example.test"))]);
    story.by_hand(&[(Field::Rosh, text("VERY_HIGH"))]);
    let facts = story.facts();
    let whom = |at: usize| facts.risk_changes[at].tell.iter().map(|told| told.whom.as_str()).collect::<Vec<_>>();
    assert_eq!(whom(0), ["community offender manager", "keyworker"]);
    assert_eq!(whom(1), ["community offender manager", "keyworker", "Head of Offender Management Delivery"]);
    assert_eq!(facts.rosh, Some(Rosh::VeryHigh));
    let on = facts.risk_changes[1].on;
    story.done(&on.to_string(), Act::RiskTold, Some("keyworker"));
    let told = story.facts().risk_changes.into_iter().map(|change| change.tell[1].on).collect::<Vec<_>>();
    assert_eq!(told, [Some(on), Some(on)], "whoever knows the last change knows those before it");
}

#[test]
fn dates_that_moved_on_one_day_are_one_thing_to_read() {
    let date = |iso| Value::Date(day(iso));
    let mut story = Story::default();
    story.imported(&[
        (Field::Release, date("2027-05-17")),
        (Field::ConditionalRelease, date("2027-05-17")),
        (Field::SentenceExpiry, date("2029-11-20")),
    ]);
    story.imported(&[
        (Field::Release, date("2027-04-01")),
        (Field::ConditionalRelease, date("2027-04-01")),
        (Field::SentenceExpiry, date("2029-10-01")),
    ]);
    let [moved] = &story.facts().moves[..] else { panic!("one day, one thing") };
    assert_eq!(moved.what, "Release date and 2 others");
    assert_eq!((moved.from, moved.to), (Some(day("2027-05-17")), Some(day("2027-04-01"))));
    assert_eq!((moved.on, moved.read), (day("2026-11-03"), None));
}

#[test]
fn a_hearing_of_the_prison_system_is_a_review_unless_somebody_recorded_it_as_one() {
    let mut story = Story::default();
    story.imported(&[(Field::TargetHearing, Value::Date(day("2027-06-14")))]);
    assert_eq!(story.facts().handover.parole_reviews.len(), 1);
    story.tell(CaseEvent::ParoleReviewRecorded(ParoleReviewRecorded {
        id: ReviewId(Uuid::nil()),
        target_hearing: Some(day("2027-06-14")),
        custody_report_due: Some(day("2027-03-01")),
        outcome: None,
        outcome_received: None,
    }));
    let reviews = story.facts().handover.parole_reviews;
    assert_eq!(reviews.iter().map(|review| review.custody_report_due).collect::<Vec<_>>(), [Some(day("2027-03-01"))]);
}

#[test]
fn assessments_decisions_and_what_was_settled_by_hand_come_as_the_rules_know_them() {
    let mut story = Story::default();
    story
        .tell(CaseEvent::EarlyAllocationAssessed(EarlyAllocationAssessed {
            id: AssessmentId(Uuid::nil()),
            oasys: day("2026-10-02"),
            answers: vec![("high_profile".to_owned(), true), ("a_question_of_another_year".to_owned(), true)],
            in_window: true,
            reason: String::new(),
            approved: false,
        }))
        .tell(CaseEvent::ResponsibilityDecided(ResponsibilityDecided {
            side: Decided::Community,
            reason: DecisionReason::Other,
            words: "Known to the team for years".to_owned(),
            review: day("2027-02-01"),
        }))
        .tell(CaseEvent::SettledByHand(SettledByHand {
            kind: "check_request".to_owned(),
            about: Some(Agency::ChildrensServices.words().to_owned()),
            since: day("2026-10-01"),
            reason: "He has no children".to_owned(),
        }));
    let facts = story.facts();
    let assessment = &facts.handover.early_allocations[0];
    assert_eq!((assessment.made, assessment.in_window), (day("2026-11-02"), true));
    assert_eq!(assessment.answers.get(Question::HighProfile).known(), Some(true));
    let decided = facts.handover.responsibility_override.unwrap();
    assert_eq!((decided.to, decided.review), (Side::Probation, Some(day("2027-02-01"))));
    assert_eq!(decided.reason, Some(OverrideReason::Other("Known to the team for years".to_owned())));
    assert_eq!(decided.decided, Some(day("2026-11-03")));
    let settled = &facts.by_hand[0];
    assert_eq!((settled.key.kind, settled.key.since), (Kind::CheckRequest, day("2026-10-01")));
}

#[test]
fn a_session_and_the_day_of_coming_here_are_days_in_london() {
    let movement = Movement {
        at: "2026-10-19T14:00".parse().unwrap(),
        kind: MovementKind::Transfer,
        direction: Direction::In,
        reason: None,
        from: Some("MDI".to_owned()),
        to: Some("LEI".to_owned()),
    };
    let mut story = Story::default();
    story
        .imported(&[(Field::Reception, Value::Date(day("2020-01-05")))])
        .tell(CaseEvent::MovementsRecorded(MovementsRecorded {
            source: Source::Staff { reason: "Reception".to_owned() },
            movements: vec![movement],
        }))
        .tell(CaseEvent::NoteWritten(NoteWritten {
            id: NoteId(Uuid::nil()),
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            visibility: Visibility::General,
            text: "He was well.".to_owned(),
            place: "LEI".to_owned(),
            actions: Vec::new(),
        }));
    let facts = story.facts();
    assert_eq!((facts.received, facts.handover.moved_in), (Some(day("2026-10-19")), Some(day("2026-10-19"))));
    assert_eq!(facts.key_work.last_session, Some(day("2026-11-04")));
    assert_eq!(facts.key_work.eligible_since, facts.received);
}
