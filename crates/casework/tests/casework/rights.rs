//! Who may write what: every role and every kind of event, against a table that was written by hand. It is not taken from
//! `casework::rights`, so that a right given or taken there by accident shows here.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use casework::Act;
use casework::apply::apply_to_unit;
use casework::decision::Side;
use casework::effect::{Effect, NotApplied};
use casework::event::{
    ActionSettled, CaseEvent, ConflictSettled, Contact, ContactEnded, ContactId, Contested, Deallocated, EndReason,
    FactsRecorded, MovementsRecorded, NoteWritten, Post, RestrictedViewed, VictimContact, Visibility,
};
use casework::fact::Value;
use casework::field::Field;
use casework::movement::{Direction, MovementKind};
use casework::pre_release::{PackStep, PlanState, ReportKind, Topic};
use casework::rights::Right;
use casework::rotl::{
    ConsultStep, Consultee, Debriefer, Grade, LateStep, Opinion, RotlConsulted, RuleAnswer, Turn, Verdict,
};
use ledger::{Compartment, DeviceIndex, Position, Refusal, Role, Roles};
use uuid::Uuid;

use crate::doing::{CHILDREN, POLICE, assessed, by_hand, decided, done, early_decision, parole, withdrawn};
use crate::golden::samples;
use crate::pre_release;
use crate::rotl;
use crate::story::{
    ADMINISTRATOR, Author, DEPUTY, GOVERNOR, HEAD, Saw, Story, action, action_id, allocated, amendment, by_staff, date,
    fact, imported, moved, movement, not_applied, note, person, stated, text,
};
use crate::taking_back::taken_back;
use crate::transfer;

/// The columns of the table.
const COLUMNS: [Role; 9] = [
    Role::Administrator,
    Role::CaseAdministrator,
    Role::Pom,
    Role::Keyworker,
    Role::HeadOfOmuDelivery,
    Role::Governor,
    Role::DutyManager,
    Role::GateOfficer,
    Role::Auditor,
];

/// One thing to write: what it needs, in the order in which it is asked for, and who has that (`x`), in the order of the columns.
struct Line {
    what: &'static str,
    event: CaseEvent,
    compartment: Compartment,
    needs: &'static [(Right, &'static str)],
}

const IMPORT: &[(Right, &str)] = &[(Right::Import, "xx.......")];
const FACTS: &[(Right, &str)] = &[(Right::RecordFacts, "xxx.x....")];
const RISK: &[(Right, &str)] = &[(Right::AssessRisk, "x.x.x....")];
const NOTES: &[(Right, &str)] = &[(Right::WriteNotes, "xxxxxxx..")];
const SENSITIVE: &[(Right, &str)] = &[(Right::WriteNotes, "xxxxxxx.."), (Right::WriteSensitive, "x.x.x....")];
const RESTRICTED: &[(Right, &str)] = &[(Right::WriteNotes, "xxxxxxx.."), (Right::WriteRestricted, "x.x.x....")];
const VICTIM: &[(Right, &str)] = &[(Right::WriteRestricted, "x.x.x....")];
const VIEW: &[(Right, &str)] = &[(Right::ReadRestricted, "x.x.xx...")];
const POMS: &[(Right, &str)] = &[(Right::AllocatePom, "x...x....")];
const KEYWORKERS: &[(Right, &str)] = &[(Right::AllocateKeyworker, "xx..x....")];
const SETTLE: &[(Right, &str)] = &[(Right::SettleConflict, "x...x....")];
const ACTS: &[(Right, &str)] = &[(Right::RecordActs, "xxx.x....")];
const OVERSEE: &[(Right, &str)] = &[(Right::Oversee, "x...x....")];
const BY_HAND: &[(Right, &str)] = &[(Right::SettleByHand, "xxxxx....")];
const WITHDRAW: &[(Right, &str)] = &[(Right::WithdrawActs, "x...x....")];
const EARLY: &[(Right, &str)] = &[(Right::AssessEarlyAllocation, "x.x.x....")];
const DECIDE: &[(Right, &str)] = &[(Right::DecideResponsibility, "x...x....")];
const FIGURES: &[(Right, &str)] = &[(Right::ChangeFigures, "x...x....")];
const APPLY: &[(Right, &str)] = &[(Right::ApplyForRelease, "xxxxx....")];
const CONSULT: &[(Right, &str)] = &[(Right::ConsultOnRelease, "xxx.x....")];
const CONSULT_SENSITIVE: &[(Right, &str)] =
    &[(Right::ConsultOnRelease, "xxx.x...."), (Right::WriteSensitive, "x.x.x....")];
const CONSULT_RESTRICTED: &[(Right, &str)] =
    &[(Right::ConsultOnRelease, "xxx.x...."), (Right::WriteRestricted, "x.x.x....")];
const ASSESS: &[(Right, &str)] = &[(Right::AssessRelease, "x.x.x....")];
const BOARD: &[(Right, &str)] = &[(Right::HoldBoard, "xxx.xxx..")];
const RELEASE: &[(Right, &str)] = &[(Right::DecideRelease, ".....xx..")];
const STOP: &[(Right, &str)] = &[(Right::StopRelease, "x.x.xxx..")];
const LICENCE: &[(Right, &str)] = &[(Right::IssueLicence, "xxx.xxx..")];
const GATE: &[(Right, &str)] = &[(Right::RecordGate, "xx..xxxx.")];
const FAILURE: &[(Right, &str)] = &[(Right::ReportFailure, "xxx.xxxx.")];
const DEBRIEF: &[(Right, &str)] = &[(Right::DebriefRelease, "xxxxx.x..")];
const PLAN: &[(Right, &str)] = &[(Right::PlanRelease, "xxxxx....")];
const SEAL: &[(Right, &str)] = &[(Right::SealPack, "x.x.x....")];
const SEAL_RESTRICTED: &[(Right, &str)] = &[(Right::SealPack, "x.x.x...."), (Right::WriteRestricted, "x.x.x....")];
const MOVE: &[(Right, &str)] = &[(Right::MoveCases, "x...x....")];
const TRACE: &[(Right, &str)] = &[(Right::TracePack, "xxx.x....")];

/// A moment before anything here is written down.
const AT_THE_GATE: &str = "2026-11-20T08:00:00Z";

const CONTACT: ContactId = ContactId(Uuid::from_bytes([0x41; 16]));

fn contact() -> Contact {
    Contact {
        id: CONTACT,
        relationship: "Sister".to_owned(),
        name: "Moira Ashdown".to_owned(),
        phone: None,
        email: None,
        address: None,
    }
}

fn ended(post: Post, staff: u8) -> CaseEvent {
    CaseEvent::Deallocated(Deallocated { post, staff: person(staff), reason: EndReason::Manual, detail: None })
}

fn settled(number: u8) -> CaseEvent {
    CaseEvent::ActionSettled(ActionSettled { action: action_id(number), done: true, outcome: String::new() })
}

fn conflict_settled() -> CaseEvent {
    CaseEvent::ConflictSettled(ConflictSettled {
        contested: Contested::Field(Field::Release.into()),
        value: Some(date("2027-05-10")),
        staff: None,
        reason: "The calculation sheet says so".to_owned(),
    })
}

fn with_action(number: u8, visibility: Visibility) -> CaseEvent {
    CaseEvent::NoteWritten(NoteWritten { actions: vec![action(number)], ..note(number, visibility) })
}

/// A case in which every line of the table finds what it speaks of: told once, for all of them.
fn eventful() -> Story {
    static TOLD: LazyLock<Story> = LazyLock::new(told);
    TOLD.clone()
}

fn told() -> Story {
    let mut story = Story::default();
    let all = [
        stated(Field::Release, date("2027-05-10")),
        with_action(1, Visibility::General),
        with_action(2, Visibility::Sensitive),
        with_action(3, Visibility::Restricted),
        allocated(Post::Pom, person(1)),
        allocated(Post::CoworkingPom, person(2)),
        allocated(Post::Keyworker, person(3)),
        CaseEvent::ContactRecorded(contact()),
        done(Act::CheckRequested, Some(CHILDREN)),
        CaseEvent::EarlyAllocationAssessed(assessed(1)),
        decided(Side::Community),
    ];
    for event in all {
        assert_eq!(not_applied(&story.tell(ADMINISTRATOR, event)), None);
    }
    story.tell_unaware(DEPUTY, stated(Field::Release, date("2027-06-10")));
    assert_eq!(story.contested(), [2]);
    temporary_releases(&mut story);
    story.does(ADMINISTRATOR, CaseEvent::PackSealed(pre_release::sealed(1, 1)));
    story.does(ADMINISTRATOR, CaseEvent::PackTraced(pre_release::traced(1, PackStep::Sent)));
    story
}

/// Application 1 is granted and licensed, and he is out on its first release; 2 is to be decided; 3 is paused and 4 suspended.
fn temporary_releases(story: &mut Story) {
    for number in 1..=4 {
        story.does(ADMINISTRATOR, rotl::applied(number));
        story.does(ADMINISTRATOR, rotl::assessed(number));
    }
    for number in [1, 3, 4] {
        story.does(GOVERNOR, rotl::decided(number, Verdict::Granted, Grade::Governor));
    }
    story.does(ADMINISTRATOR, rotl::licensed(1));
    story.does(ADMINISTRATOR, CaseEvent::GateMoved(rotl::gate(1, Direction::Out, AT_THE_GATE)));
    story.does(ADMINISTRATOR, rotl::steered(3, Turn::Paused));
    story.does(ADMINISTRATOR, rotl::steered(4, Turn::Suspended));
}

fn table() -> Vec<Line> {
    use Compartment::{General, Restricted};
    let line = |what, event, compartment, needs| Line { what, event, compartment, needs };
    let risk = |field, value: &str| stated(field, text(value));
    let by_hand = MovementsRecorded {
        source: by_staff(),
        movements: vec![movement("2026-11-21T10:00", MovementKind::Court, Direction::Out)],
    };
    let mixed = FactsRecorded {
        source: by_staff(),
        facts: vec![fact(Field::Crn, text("X12345")), fact(Field::Tier, text("A"))],
    };
    vec![
        line("import facts", imported(1, &[(Field::LastName, text("Ashdown"))]), General, IMPORT),
        line("import an assessment", imported(1, &[(Field::Rosh, text("HIGH"))]), General, IMPORT),
        line("record a fact", stated(Field::Crn, text("X12345")), General, FACTS),
        line("assess risk of serious harm", risk(Field::Rosh, "HIGH"), General, RISK),
        line("date the assessment", stated(Field::RoshAssessed, date("2026-11-01")), General, RISK),
        line("set the tier", risk(Field::Tier, "A"), General, RISK),
        line("set the MAPPA category", risk(Field::MappaCategory, "1"), General, RISK),
        line("set the MAPPA level", risk(Field::MappaLevel, "2"), General, RISK),
        line("date the MAPPA review", stated(Field::MappaReview, date("2027-02-01")), General, RISK),
        line("record a fact with an assessment", CaseEvent::FactsRecorded(mixed), General, RISK),
        line(
            "import a movement",
            moved(&[movement("2026-11-20T10:00", MovementKind::Court, Direction::Out)]),
            General,
            IMPORT,
        ),
        line("record a movement", CaseEvent::MovementsRecorded(by_hand), General, FACTS),
        line("write a note", CaseEvent::NoteWritten(note(11, Visibility::General)), General, NOTES),
        line("write a sensitive note", CaseEvent::NoteWritten(note(11, Visibility::Sensitive)), General, SENSITIVE),
        line(
            "write a restricted note",
            CaseEvent::NoteWritten(note(11, Visibility::Restricted)),
            Restricted,
            RESTRICTED,
        ),
        line("amend a note", amendment(21, 1), General, NOTES),
        line("amend a sensitive note", amendment(21, 2), General, SENSITIVE),
        line("amend a restricted note", amendment(21, 3), Restricted, RESTRICTED),
        line("settle an action", settled(1), General, NOTES),
        line("settle an action of a sensitive note", settled(2), General, SENSITIVE),
        line("settle an action of a restricted note", settled(3), Restricted, RESTRICTED),
        line("name a POM", allocated(Post::Pom, person(7)), General, POMS),
        line("name a co-working POM", allocated(Post::CoworkingPom, person(7)), General, POMS),
        line("name a keyworker", allocated(Post::Keyworker, person(7)), General, KEYWORKERS),
        line("end a POM's post", ended(Post::Pom, 1), General, POMS),
        line("end a co-working POM's post", ended(Post::CoworkingPom, 2), General, POMS),
        line("end a keyworker's post", ended(Post::Keyworker, 3), General, KEYWORKERS),
        line("record a contact", CaseEvent::ContactRecorded(contact()), General, FACTS),
        line(
            "end a contact",
            CaseEvent::ContactEnded(ContactEnded { id: CONTACT, reason: "Moved".to_owned() }),
            General,
            FACTS,
        ),
        line(
            "record the victim's liaison officer",
            CaseEvent::VictimContactRecorded(VictimContact {
                officer: "Nadia Frost".to_owned(),
                email: None,
                phone: None,
                remarks: None,
            }),
            Restricted,
            VICTIM,
        ),
        line("settle a conflict", conflict_settled(), General, SETTLE),
        line(
            "open something restricted",
            CaseEvent::RestrictedViewed(RestrictedViewed {
                what: "victim-contact".to_owned(),
                reason: "Planning".to_owned(),
            }),
            Restricted,
            VIEW,
        ),
    ]
    .into_iter()
    .chain(table_of_what_is_owed())
    .chain(table_of_temporary_release())
    .chain(table_of_release())
    .chain(table_of_moving())
    .collect()
}

/// The plan for a release, and the packs.
fn table_of_release() -> Vec<Line> {
    let line = |what, event, needs| Line { what, event, compartment: Compartment::General, needs };
    let restricted = |what, event, needs| Line { compartment: Compartment::Restricted, ..line(what, event, needs) };
    let known = pre_release::stated(Topic::ReleaseAddress, None, PlanState::Held);
    let asked = pre_release::stated(Topic::VictimRequests, None, PlanState::Held);
    let sent = eventful().case.pre_release.packs[&pre_release::pack_id(1)].steps[0].mark.position;
    vec![
        line("state a topic", CaseEvent::PlanStated(known), PLAN),
        restricted("state a restricted topic", CaseEvent::PlanStated(asked), VICTIM),
        line("report", CaseEvent::ReleaseReportWritten(pre_release::report(ReportKind::PreRelease)), PLAN),
        line("write words of a pack", CaseEvent::PackWordsWritten(pre_release::words()), SEAL),
        line("explain a gap", CaseEvent::GapExplained(pre_release::explained()), SEAL),
        line("seal a pack", CaseEvent::PackSealed(pre_release::sealed(2, 2)), SEAL),
        restricted(
            "let something restricted leave",
            CaseEvent::PackRestricted(pre_release::restricted(1)),
            SEAL_RESTRICTED,
        ),
        line("trace a pack", CaseEvent::PackTraced(pre_release::traced(1, PackStep::Sent)), TRACE),
        line("take back another's step with a pack", taken_back(sent), WITHDRAW),
        line("take in a pack", CaseEvent::PackReceived(pre_release::received(1, "LEI", 1)), SEAL),
        restricted(
            "take in a pack with something restricted",
            CaseEvent::PackReceived(pre_release::received_restricted(1)),
            SEAL_RESTRICTED,
        ),
        line("report an outcome", CaseEvent::OutcomeReported(pre_release::outcome("2026-11-18")), PLAN),
    ]
}

/// A case that goes to another prison, and one that comes.
fn table_of_moving() -> Vec<Line> {
    let line = |what, event| Line { what, event, compartment: Compartment::General, needs: MOVE };
    vec![
        line("send a case to another prison", CaseEvent::CaseSent(transfer::sent(1))),
        line("call back a case that was sent", CaseEvent::CaseCalledBack(transfer::called_back(1))),
        line("take a case that comes from another prison", CaseEvent::CaseReceived(transfer::received(1, Vec::new()))),
    ]
}

/// Release on temporary licence.
fn table_of_temporary_release() -> Vec<Line> {
    let line = |what, event, needs| Line { what, event, compartment: Compartment::General, needs };
    let consulted = |visibility| {
        let body = rotl::consulted(2, Consultee::Security, ConsultStep::Replied);
        CaseEvent::RotlConsulted(RotlConsulted { visibility, ..body })
    };
    let board = rotl::board(2, Verdict::Granted, Opinion::Supports, "");
    let late = rotl::late_step(1, LateStep::PoliceTold, AT_THE_GATE);
    vec![
        line("apply for release", rotl::applied(5), APPLY),
        line("write an application again", rotl::applied(2), APPLY),
        line("answer a rule", rotl::answered(2, RuleAnswer::NotMet), ASSESS),
        line("make an exception to a rule", rotl::answered(2, RuleAnswer::Exception), RELEASE),
        line("record a reply", consulted(Visibility::General), CONSULT),
        line("record a sensitive reply", consulted(Visibility::Sensitive), CONSULT_SENSITIVE),
        Line {
            compartment: Compartment::Restricted,
            ..line("record a restricted reply", consulted(Visibility::Restricted), CONSULT_RESTRICTED)
        },
        line("record a visit to a place", CaseEvent::PlaceVisited(rotl::visited(2)), CONSULT),
        line("assess a release", rotl::assessed(2), ASSESS),
        line("hold a board", CaseEvent::BoardHeld(board), BOARD),
        line("decide on a release", rotl::decided(2, Verdict::Refused, Grade::DutyManager), RELEASE),
        line("withdraw an application", rotl::steered(2, Turn::Withdrawn), APPLY),
        line("pause a series", rotl::steered(1, Turn::Paused), STOP),
        line("suspend a series", rotl::steered(1, Turn::Suspended), STOP),
        line("let go on what is paused", rotl::steered(3, Turn::Resumed), STOP),
        line("let go on what is suspended", rotl::steered(4, Turn::Resumed), RELEASE),
        line("revoke", rotl::steered(1, Turn::Revoked), RELEASE),
        line("issue a licence", rotl::licensed(1), LICENCE),
        line("cancel a release", rotl::rescheduled(1, &[], &[2]), APPLY),
        line("let out", CaseEvent::GateMoved(rotl::gate(2, Direction::Out, AT_THE_GATE)), GATE),
        line("let in", CaseEvent::GateMoved(rotl::gate(1, Direction::In, AT_THE_GATE)), GATE),
        line("take a step while somebody is late", CaseEvent::LateStepTaken(late), GATE),
        line("report a failure", CaseEvent::FailureReported(rotl::reported(1)), FAILURE),
        line("look back", CaseEvent::Debriefed(rotl::debriefed(1, Debriefer::Staff, false)), DEBRIEF),
        line("review a series", CaseEvent::SeriesReviewed(rotl::reviewed(1, true)), ASSESS),
    ]
}

/// Acts and decisions.
fn table_of_what_is_owed() -> Vec<Line> {
    let line = |what, event, needs| Line { what, event, compartment: Compartment::General, needs };
    vec![
        line("assess risk: whether MAPPA applies", stated(Field::MappaApplies, Value::Flag(true)), RISK),
        line("record whether a handover is enhanced", stated(Field::EnhancedHandover, Value::Flag(true)), FACTS),
        line("record a contact", done(Act::PomContact, None), ACTS),
        line("ask for a check", done(Act::CheckRequested, Some(POLICE)), ACTS),
        line("answer a check", done(Act::CheckAnswered, Some(CHILDREN)), ACTS),
        line("read moved dates", done(Act::MovesRead, None), ACTS),
        line("oversee", done(Act::Oversight, None), OVERSEE),
        line("settle by hand", by_hand("oasys_review"), BY_HAND),
        // The check with children's services, which another asked for.
        line(
            "take back another's act",
            taken_back(Position { lamport: 9, device: DeviceIndex(0), seq: 9, event: 0 }),
            WITHDRAW,
        ),
        line("assess for early allocation", CaseEvent::EarlyAllocationAssessed(assessed(2)), EARLY),
        line("record the community's decision", early_decision(1, true), EARLY),
        line("decide on responsibility", decided(Side::Prison), DECIDE),
        line("withdraw a decision", withdrawn(), DECIDE),
        line("record a parole review", CaseEvent::ParoleReviewRecorded(parole(1)), FACTS),
    ]
}

/// The events about the unit as a whole.
fn unit_table() -> Vec<Line> {
    samples()
        .into_iter()
        .filter(is_about_the_unit)
        .map(|event| {
            let set = matches!(event, CaseEvent::FigureSet(_) | CaseEvent::WorkingPatternSet(_));
            let needs = if set { FIGURES } else { IMPORT };
            Line { what: event.name(), event, compartment: Compartment::General, needs }
        })
        .collect()
}

fn is_about_the_unit(event: &CaseEvent) -> bool {
    matches!(
        event,
        CaseEvent::ImportTaken(_)
            | CaseEvent::RowQuarantined(_)
            | CaseEvent::FigureSet(_)
            | CaseEvent::WorkingPatternSet(_)
    )
}

/// The first right that the role in a column lacks.
fn lacks(line: &Line, column: usize) -> Option<Right> {
    line.needs.iter().find(|(_, who)| who.as_bytes()[column] != b'x').map(|(right, _)| *right)
}

fn somebody(roles: Roles) -> Author {
    Author { roles, ..HEAD }
}

/// What becomes of a line's event in the eventful case.
fn write(line: &Line, roles: Roles, compartment: Compartment, refused: Option<Refusal>) -> Vec<Effect> {
    let mut story = eventful();
    // Only a case that has left is called back.
    if matches!(line.event, CaseEvent::CaseCalledBack(_)) {
        story.tell(ADMINISTRATOR, CaseEvent::CaseSent(transfer::sent(1)));
    }
    let mut stamp = story.stamp(somebody(roles), Saw::Everything);
    stamp.compartment = compartment;
    stamp.refused = refused;
    story.apply(&stamp, line.event.clone())
}

fn write_to_unit(line: &Line, roles: Roles, compartment: Compartment, refused: Option<Refusal>) -> Vec<Effect> {
    let mut stamp = Story::default().stamp(somebody(roles), Saw::Everything);
    stamp.compartment = compartment;
    stamp.refused = refused;
    let mut effects = Vec::new();
    apply_to_unit(&stamp, line.event.clone(), &mut effects);
    effects
}

fn assert_fits(line: &Line, write: impl Fn(Roles) -> Vec<Effect>) {
    for (column, role) in COLUMNS.into_iter().enumerate() {
        let effects = write(Roles::NONE.with(role));
        match lacks(line, column) {
            Some(right) => {
                assert_eq!(effects, [Effect::NotApplied(NotApplied::NoRight(right))], "{}, {role:?}", line.what);
            }
            None => {
                assert_eq!(not_applied(&effects), None, "{}, {role:?}", line.what);
                assert!(!effects.is_empty(), "{}, {role:?}: nothing came of it", line.what);
            }
        }
    }
    let nobody = write(Roles::NONE);
    assert_eq!(nobody, [Effect::NotApplied(NotApplied::NoRight(line.needs[0].0))], "{}, no role", line.what);
}

#[test]
fn each_role_writes_what_the_table_says_and_nothing_else() {
    for line in table() {
        assert_fits(&line, |roles| write(&line, roles, line.compartment, None));
    }
    for line in unit_table() {
        assert_fits(&line, |roles| write_to_unit(&line, roles, line.compartment, None));
    }
}

#[test]
fn the_table_has_every_role_and_every_kind_of_event() {
    assert_eq!(COLUMNS, Role::ALL);
    let kinds: BTreeSet<u16> = table().iter().chain(&unit_table()).map(|line| line.event.kind()).collect();
    let all: BTreeSet<u16> = samples().iter().map(CaseEvent::kind).collect();
    assert_eq!(kinds, all);
}

#[test]
fn two_roles_may_what_either_may() {
    for line in table() {
        let keyworker_and_head = Roles::NONE.with(Role::Keyworker).with(Role::HeadOfOmuDelivery);
        let effects = write(&line, keyworker_and_head, line.compartment, None);
        let head = COLUMNS.iter().position(|role| *role == Role::HeadOfOmuDelivery).unwrap();
        assert_eq!(not_applied(&effects).is_none(), lacks(&line, head).is_none(), "{}", line.what);
    }
    let clerk_and_pom = Roles::NONE.with(Role::CaseAdministrator).with(Role::Pom);
    let line = Line {
        what: "a sensitive note",
        event: CaseEvent::NoteWritten(note(11, Visibility::Sensitive)),
        compartment: Compartment::General,
        needs: SENSITIVE,
    };
    assert_eq!(not_applied(&write(&line, clerk_and_pom, line.compartment, None)), None);
}

#[test]
fn everything_is_sealed_for_the_compartment_where_it_belongs() {
    // Otherwise a device that holds one key only would fold another case than its neighbour.
    let administrator = Roles::NONE.with(Role::Administrator);
    let other = |compartment| match compartment {
        Compartment::General => Compartment::Restricted,
        Compartment::Restricted => Compartment::General,
    };
    let wrong = [Effect::NotApplied(NotApplied::WrongCompartment)];
    // What comes from another prison comes in parts, each sealed for the compartment in which it was there.
    let in_one = |line: &Line| !matches!(line.event, CaseEvent::CaseReceived(_));
    for line in table().into_iter().filter(in_one) {
        assert_eq!(write(&line, administrator, other(line.compartment), None), wrong, "{}", line.what);
    }
    for line in unit_table() {
        assert_eq!(write_to_unit(&line, administrator, other(line.compartment), None), wrong, "{}", line.what);
    }
}

#[test]
fn what_the_control_log_does_not_stand_behind_is_not_applied() {
    let refusals = [
        Refusal::UnknownDevice,
        Refusal::UnknownControl,
        Refusal::DeviceRemoved,
        Refusal::ForeignActor,
        Refusal::NoRole,
    ];
    let administrator = Roles::NONE.with(Role::Administrator);
    for (line, refusal) in table().iter().zip(refusals.into_iter().cycle()) {
        let effects = write(line, administrator, line.compartment, Some(refusal));
        assert_eq!(effects, [Effect::NotApplied(NotApplied::Refused(refusal))], "{}", line.what);
    }
    for line in unit_table() {
        for refusal in refusals {
            let effects = write_to_unit(&line, administrator, line.compartment, Some(refusal));
            assert_eq!(effects, [Effect::NotApplied(NotApplied::Refused(refusal))]);
        }
    }
}

#[test]
fn what_is_about_the_unit_is_not_filed_under_a_case_nor_the_other_way_round() {
    let administrator = Roles::NONE.with(Role::Administrator);
    let misfiled = [Effect::NotApplied(NotApplied::Misfiled)];
    for line in unit_table() {
        assert_eq!(write(&line, administrator, line.compartment, None), misfiled);
    }
    for line in table() {
        assert_eq!(write_to_unit(&line, administrator, line.compartment, None), misfiled, "{}", line.what);
    }
}
