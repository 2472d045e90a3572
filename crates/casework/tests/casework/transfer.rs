//! A case that goes to another prison and one that comes: what came is as it was there, nothing is written in what has left, and the same again
//! changes nothing.

use casework::event::{
    Allocated, CaseCalledBack, CaseEvent, CaseReceived, CaseSent, EndReason, Post, TransferId, Visibility,
};
use casework::transfer::{EventElsewhere, PersonElsewhere};
use casework::{Effect, Field, NotApplied};
use crypto::{AgreementKey, Hash};
use ledger::{Compartment, DeviceIndex, Position, Role, Roles, VersionVector};
use uuid::Uuid;

use crate::story::{ADMINISTRATOR, CLERK, HEAD, POM, Story, action, at, by_import, day, imported, note, person, text};

fn id(number: u8) -> TransferId {
    TransferId(Uuid::from_bytes([number; 16]))
}

fn unit(number: u8) -> Hash {
    Hash::from_bytes([number; 32])
}

/// Sent to Moorland.
pub(crate) fn sent(number: u8) -> CaseSent {
    CaseSent {
        id: id(number),
        unit: unit(0x0d),
        prison: "MDI".to_owned(),
        why: "Moved on the regional plan".to_owned(),
        entries: 2,
        readable_until: day("2027-11-20"),
        inbox: AgreementKey::from_bytes([0x1b; 32]),
    }
}

pub(crate) fn called_back(number: u8) -> CaseCalledBack {
    CaseCalledBack { id: id(number), why: "Sent to the wrong prison".to_owned() }
}

/// An event of a device at Moorland.
pub(crate) fn elsewhere(device: u32, seq: u64, roles: Roles, event: &CaseEvent) -> EventElsewhere {
    EventElsewhere {
        unit: unit(0x0d),
        entry: Hash::from_bytes([u8::try_from(seq).unwrap(); 32]),
        at: Position { lamport: 100 + seq, device: DeviceIndex(device), seq, event: 0 },
        author: person(0xe1),
        roles,
        occurred: at("2026-03-02T10:00:00Z").as_millisecond(),
        recorded: at("2026-03-02T10:05:00Z").as_millisecond(),
        base: VersionVector::new(),
        kind: event.kind(),
        schema: CaseEvent::SCHEMA,
        body: event.encode_body().into(),
    }
}

pub(crate) fn received(number: u8, events: Vec<EventElsewhere>) -> CaseReceived {
    CaseReceived {
        id: id(number),
        unit: unit(0x0d),
        prison: "MDI".to_owned(),
        sent_by: person(0xe1),
        sent: at("2026-11-19T14:00:00Z"),
        why: "Moved on the regional plan".to_owned(),
        bundle: Hash::from_bytes([0x0b; 32]),
        people: vec![PersonElsewhere { person: person(0xe1), name: "Eira Vaughan".to_owned() }],
        events,
    }
}

fn noted() -> CaseEvent {
    CaseEvent::NoteWritten(casework::event::NoteWritten { actions: vec![action(7)], ..note(7, Visibility::General) })
}

const THERE: Roles = Roles::NONE.with(Role::Pom);

/// One of each kind, with every field filled, and with lists empty.
pub(crate) fn samples() -> Vec<CaseEvent> {
    let one = EventElsewhere {
        unit: unit(0x0d),
        entry: Hash::from_bytes([0x0e; 32]),
        at: Position { lamport: 108, device: DeviceIndex(3), seq: 8, event: 1 },
        author: person(0xe1),
        roles: THERE,
        occurred: 1_772_445_600_000,
        recorded: 1_772_445_900_000,
        base: [(DeviceIndex(1), 4)].into_iter().collect(),
        kind: 12,
        schema: 1,
        body: vec![0x82, 0x60, 0x60].into(),
    };
    vec![
        CaseEvent::CaseSent(sent(0x5e)),
        CaseEvent::CaseReceived(received(0x5e, vec![one])),
        CaseEvent::CaseReceived(CaseReceived { people: Vec::new(), ..received(0x5e, Vec::new()) }),
        CaseEvent::CaseCalledBack(called_back(0x5e)),
    ]
}

/// What the events of another unit did.
fn there(effects: &[Effect]) -> Vec<&Effect> {
    fn of(effect: &Effect) -> &[Effect] {
        if let Effect::Elsewhere { effects, .. } = effect { effects } else { &[] }
    }
    effects.iter().flat_map(of).collect()
}

#[test]
fn what_comes_is_by_its_own_author_at_its_own_time_with_their_roles() {
    let mut story = Story::default();
    let body = received(1, vec![elsewhere(3, 8, THERE, &noted())]);
    let effects = story.tell(HEAD, CaseEvent::CaseReceived(body));
    let Some(Effect::Elsewhere { stamp, name, .. }) = effects.last() else { panic!("{effects:?}") };
    assert_eq!((stamp.author, stamp.roles, *name), (person(0xe1), THERE, "NoteWritten"));
    assert_eq!(stamp.recorded, at("2026-03-02T10:05:00Z"));
    assert!(there(&effects).iter().any(|effect| matches!(effect, Effect::NoteWritten(_))));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::MetElsewhere { .. })));
    // What was agreed there is open here.
    assert_eq!(story.case.actions.len(), 1);
    assert_eq!(story.case.transfer.came.len(), 1);
}

#[test]
fn whoever_had_no_right_there_changes_nothing_here() {
    let mut story = Story::default();
    let auditor = Roles::NONE.with(Role::Auditor);
    let effects = story.tell(HEAD, CaseEvent::CaseReceived(received(1, vec![elsewhere(3, 8, auditor, &noted())])));
    assert!(matches!(there(&effects).as_slice(), [Effect::NotApplied(NotApplied::NoRight(_))]), "{effects:?}");
    assert!(story.case.actions.is_empty());
}

#[test]
fn the_same_again_changes_nothing_and_what_is_new_comes_in() {
    let mut story = Story::default();
    let first = elsewhere(3, 8, THERE, &noted());
    story.tell(HEAD, CaseEvent::CaseReceived(received(1, vec![first.clone()])));
    let more = elsewhere(3, 9, THERE, &CaseEvent::NoteWritten(note(8, Visibility::General)));
    let effects = story.tell(HEAD, CaseEvent::CaseReceived(received(2, vec![first, more])));
    assert_eq!(there(&effects).len(), 1, "{effects:?}");
    assert_eq!(story.case.notes, 2);
}

#[test]
fn nothing_is_written_in_a_case_that_has_left_until_it_comes_back() {
    let mut story = Story::default();
    story.tell(ADMINISTRATOR, CaseEvent::CaseSent(sent(1)));
    let refused = story.tell(POM, noted());
    assert_eq!(refused, [Effect::NotApplied(NotApplied::Elsewhere)]);
    let facts = casework::event::FactsRecorded { source: by_import(1), facts: Vec::new() };
    let imported = story.tell(CLERK, CaseEvent::FactsRecorded(facts));
    assert!(
        !matches!(imported.last(), Some(Effect::NotApplied(NotApplied::Elsewhere))),
        "the prison system still speaks"
    );
    story.tell(HEAD, CaseEvent::CaseReceived(received(2, Vec::new())));
    assert!(story.case.transfer.sent.is_none());
    assert!(!story.tell(POM, noted()).contains(&Effect::NotApplied(NotApplied::Elsewhere)));
}

#[test]
fn a_case_that_is_called_back_is_here_as_if_it_had_not_left() {
    let mut story = Story::default();
    story.tell(HEAD, CaseEvent::CaseReceived(received(2, Vec::new())));
    let before = story.case.transfer.clone();
    assert!(story.case.is_held_by("LEI"), "it was taken");
    story.tell(ADMINISTRATOR, CaseEvent::CaseSent(sent(1)));
    assert!(!story.case.is_held_by("LEI"));
    let effects = story.tell(HEAD, CaseEvent::CaseCalledBack(called_back(1)));
    assert!(matches!(effects.as_slice(), [Effect::CaseCalledBack { prison, .. }] if prison == "MDI"), "{effects:?}");
    assert_eq!(story.case.transfer, before);
    assert!(story.case.is_held_by("LEI"));
    assert!(!story.tell(POM, noted()).contains(&Effect::NotApplied(NotApplied::Elsewhere)));
}

#[test]
fn what_the_prison_system_said_meanwhile_counts_for_a_case_that_is_called_back() {
    let mut story = Story::default();
    story.tell(HEAD, CaseEvent::CaseReceived(received(2, Vec::new())));
    story.tell(ADMINISTRATOR, CaseEvent::CaseSent(sent(1)));
    story.tell(CLERK, imported(1, &[(Field::PrisonId, text("MDI"))]));
    story.tell(HEAD, CaseEvent::CaseCalledBack(called_back(1)));
    assert!(!story.case.is_held_by("LEI") && story.case.is_held_by("MDI"));
}

#[test]
fn only_the_move_by_which_it_left_is_called_back() {
    let refused = [Effect::NotApplied(NotApplied::NothingToEnd)];
    let mut story = Story::default();
    assert_eq!(story.tell(HEAD, CaseEvent::CaseCalledBack(called_back(1))), refused);
    story.tell(ADMINISTRATOR, CaseEvent::CaseSent(sent(1)));
    assert_eq!(story.tell(HEAD, CaseEvent::CaseCalledBack(called_back(2))), refused);
    // It came back meanwhile, and went again.
    story.tell(HEAD, CaseEvent::CaseReceived(received(3, Vec::new())));
    assert_eq!(story.tell(HEAD, CaseEvent::CaseCalledBack(called_back(1))), refused);
    story.tell(ADMINISTRATOR, CaseEvent::CaseSent(sent(2)));
    assert_eq!(story.tell(HEAD, CaseEvent::CaseCalledBack(called_back(1))), refused);
    let blank = CaseCalledBack { why: " ".to_owned(), ..called_back(2) };
    assert_eq!(story.tell(HEAD, CaseEvent::CaseCalledBack(blank)), [Effect::NotApplied(NotApplied::Blank)]);
    assert!(story.case.transfer.sent.is_some());
}

#[test]
fn only_some_may_move_a_case_and_it_is_sealed_where_it_belongs() {
    let mut story = Story::default();
    let refused = story.tell(POM, CaseEvent::CaseSent(sent(1)));
    assert!(matches!(refused.as_slice(), [Effect::NotApplied(NotApplied::NoRight(_))]), "{refused:?}");
    let blank = CaseSent { why: " ".to_owned(), ..sent(1) };
    assert_eq!(story.tell(HEAD, CaseEvent::CaseSent(blank)), [Effect::NotApplied(NotApplied::Blank)]);
}

#[test]
fn posts_that_ended_there_are_held_by_nobody_here() {
    let mut story = Story::default();
    let holder = person(0xe1);
    let taken = Allocated { post: Post::Pom, staff: holder, reason: "His wing".to_owned() };
    let left =
        casework::event::Deallocated { post: Post::Pom, staff: holder, reason: EndReason::Transfer, detail: None };
    let head = Roles::NONE.with(Role::HeadOfOmuDelivery);
    let events =
        vec![elsewhere(3, 8, head, &CaseEvent::Allocated(taken)), elsewhere(3, 9, head, &CaseEvent::Deallocated(left))];
    story.tell(HEAD, CaseEvent::CaseReceived(received(1, events)));
    assert!(story.case.holder(Post::Pom).is_none());
}

#[test]
fn whoever_was_allocated_there_too_late_takes_no_post_from_anybody_here() {
    let mut story = Story::default();
    let head = Roles::NONE.with(Role::HeadOfOmuDelivery);
    let allocated = |staff| Allocated { post: Post::Pom, staff, reason: "His wing".to_owned() };
    story.tell(HEAD, CaseEvent::CaseReceived(received(1, Vec::new())));
    story.tell(HEAD, CaseEvent::Allocated(allocated(person(0x0a))));
    let late = elsewhere(3, 9, head, &CaseEvent::Allocated(allocated(person(0xe1))));
    let effects = story.tell(HEAD, CaseEvent::CaseReceived(received(1, vec![late])));
    assert!(matches!(there(&effects).as_slice(), [Effect::PostTaken { .. }]), "it is in the history: {effects:?}");
    assert_eq!(story.case.holder(Post::Pom).map(|holding| holding.staff), Some(person(0x0a)));
    assert!(story.case.conflicts.is_empty());
}

#[test]
fn what_comes_later_does_not_bring_a_case_back_that_has_left_again() {
    let mut story = Story::default();
    story.tell(HEAD, CaseEvent::CaseReceived(received(1, Vec::new())));
    story.tell(ADMINISTRATOR, CaseEvent::CaseSent(sent(2)));
    let effects = story.tell(HEAD, CaseEvent::CaseReceived(received(1, vec![elsewhere(3, 9, THERE, &noted())])));
    assert!(there(&effects).iter().any(|effect| matches!(effect, Effect::NoteWritten(_))), "{effects:?}");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::CaseReceived { .. })), "it came once");
    assert_eq!(story.case.transfer.sent.as_ref().map(|sent| sent.id), Some(id(2)));
    assert!(!story.case.is_held_by("LEI"));
}

#[test]
fn devices_of_other_units_have_numbers_of_their_own() {
    let mut story = Story::default();
    story.tell(HEAD, CaseEvent::CaseReceived(received(1, vec![elsewhere(0, 8, THERE, &noted())])));
    let moves = &story.case.transfer;
    assert_eq!(moves.of(&unit(0x0d), DeviceIndex(0), Compartment::General), 8);
    assert_eq!(moves.of(&unit(0x0d), DeviceIndex(0), Compartment::Restricted), 0);
    assert_eq!(moves.of(&unit(0x0c), DeviceIndex(0), Compartment::General), 0);
    assert!(story.case.heard.of(DeviceIndex(0)) < 8, "they are not this unit's own");
}
