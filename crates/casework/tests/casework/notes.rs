//! Notes are final once saved, amended beside the original, seen by those who may; what was agreed stays open until settled.

use casework::effect::{Effect, NotApplied};
use casework::event::{ActionSettled, CaseEvent, NoteAmended, NoteWritten, Visibility};
use casework::rights::Right;
use ledger::{Compartment, Role, Roles};

use crate::story::{
    Author, CLERK, HEAD, KEYWORKER, POM, Saw, Story, action, action_id, amendment, not_applied, note, note_id, session,
};

fn written(note: NoteWritten) -> CaseEvent {
    CaseEvent::NoteWritten(note)
}

fn settle(number: u8, done: bool, outcome: &str) -> CaseEvent {
    CaseEvent::ActionSettled(ActionSettled { action: action_id(number), done, outcome: outcome.to_owned() })
}

/// The same author in another role.
fn as_a(who: Author, role: Role) -> Author {
    Author { roles: Roles::NONE.with(role), ..who }
}

mod a_note {
    use super::*;

    #[test]
    fn is_counted_and_dates_the_last_contact() {
        let mut story = Story::default();
        story.tell(KEYWORKER, written(note(1, Visibility::General)));
        assert_eq!(story.case.notes, 1);
        assert!(story.case.last_note.is_some());
        assert_eq!(story.case.last_session, None, "no key-work session");
        story.tell(KEYWORKER, session(2, &[]));
        assert_eq!(story.case.notes, 2);
        assert_eq!(story.case.last_session, story.case.last_note);
    }

    #[test]
    fn written_up_late_does_not_move_the_last_contact_back() {
        let mut story = Story::default();
        story.tell(KEYWORKER, session(1, &[]));
        let last = story.case.last_session;
        let mut stamp = story.stamp(KEYWORKER, Saw::Everything);
        stamp.occurred = crate::story::at("2026-01-05T10:00:00Z");
        story.apply(&stamp, session(2, &[]));
        assert_eq!(story.case.last_session, last);
        assert_eq!(story.case.last_note, last);
    }

    #[test]
    fn keeps_every_word_however_many() {
        let mut story = Story::default();
        let long = "Siân said: “not yet”. ".repeat(20_000);
        let effects = story.tell(POM, written(NoteWritten { text: long.clone(), ..note(1, Visibility::General) }));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::NoteWritten(kept) if kept.text == long)));
    }

    #[test]
    fn says_something() {
        let mut story = Story::default();
        let blank = NoteWritten { text: " \n\t ".to_owned(), ..note(1, Visibility::General) };
        assert_eq!(story.refused(POM, written(blank)), NotApplied::Blank);
        let mut blank_action = note(1, Visibility::General);
        blank_action.actions = vec![action(1)];
        blank_action.actions[0].text = " ".to_owned();
        assert_eq!(story.refused(POM, written(blank_action)), NotApplied::Blank);
    }

    #[test]
    fn cannot_be_written_twice_nor_made_more_visible_by_trying() {
        let mut story = Story::default();
        story.tell(POM, written(note(1, Visibility::Restricted)));
        assert_eq!(story.refused(POM, written(note(1, Visibility::General))), NotApplied::Repeated);
        assert_eq!(story.case.notes, 1);

        // It is as restricted as it was: a keyworker amends nothing of it.
        let mut stamp = story.stamp(KEYWORKER, Saw::Everything);
        stamp.compartment = Compartment::General;
        let effects = story.apply(&stamp, amendment(9, 1));
        assert_eq!(not_applied(&effects), Some(NotApplied::NoRight(Right::WriteRestricted)));
    }

    #[test]
    fn of_an_unlisted_kind_is_kept_as_it_is() {
        let mut story = Story::default();
        let unlisted =
            NoteWritten { note_type: "ZZZ".to_owned(), sub_type: "QQQ".to_owned(), ..note(1, Visibility::General) };
        assert_eq!(not_applied(&story.tell(KEYWORKER, written(unlisted))), None);
    }
}

mod visibility {
    use super::*;

    #[test]
    fn decides_who_writes_and_where_it_is_sealed() {
        // Visibility, sealed for, and whether a keyworker and a POM may.
        let table = [
            (Visibility::General, Compartment::General, true, true),
            (Visibility::General, Compartment::Restricted, false, false),
            (Visibility::Sensitive, Compartment::General, false, true),
            (Visibility::Sensitive, Compartment::Restricted, false, false),
            (Visibility::Restricted, Compartment::General, false, false),
            (Visibility::Restricted, Compartment::Restricted, false, true),
        ];
        for (visibility, compartment, keyworker, pom) in table {
            for (who, may) in [(KEYWORKER, keyworker), (POM, pom)] {
                let mut story = Story::default();
                let mut stamp = story.stamp(who, Saw::Everything);
                stamp.compartment = compartment;
                let effects = story.apply(&stamp, written(note(1, visibility)));
                assert_eq!(not_applied(&effects).is_none(), may, "{visibility:?} in {compartment:?}");
                if who.device == POM.device && !may {
                    assert_eq!(not_applied(&effects), Some(NotApplied::WrongCompartment));
                }
            }
        }
    }

    #[test]
    fn holds_for_amendments() {
        for (visibility, right) in
            [(Visibility::Sensitive, Right::WriteSensitive), (Visibility::Restricted, Right::WriteRestricted)]
        {
            let mut story = Story::default();
            story.tell(POM, written(note(1, visibility)));
            assert_eq!(story.refused(KEYWORKER, amendment(9, 1)), NotApplied::NoRight(right));
            assert_eq!(not_applied(&story.tell(HEAD, amendment(9, 1))), None);
        }
    }

    #[test]
    fn of_a_restricted_note_does_not_leak_through_its_amendment() {
        let mut story = Story::default();
        story.tell(POM, written(note(1, Visibility::Restricted)));
        let mut stamp = story.stamp(POM, Saw::Everything);
        stamp.compartment = Compartment::General;
        assert_eq!(not_applied(&story.apply(&stamp, amendment(9, 1))), Some(NotApplied::WrongCompartment));
    }

    #[test]
    fn of_a_session_holds_for_what_was_agreed_in_it() {
        for (visibility, right) in
            [(Visibility::Sensitive, Right::WriteSensitive), (Visibility::Restricted, Right::WriteRestricted)]
        {
            let mut story = Story::default();
            story.tell(POM, written(NoteWritten { actions: vec![action(1)], ..note(1, visibility) }));
            assert_eq!(story.case.actions[&action_id(1)].visibility, visibility);
            assert_eq!(story.refused(KEYWORKER, settle(1, true, "")), NotApplied::NoRight(right));

            let mut stamp = story.stamp(POM, Saw::Everything);
            stamp.compartment = match visibility {
                Visibility::Restricted => Compartment::General,
                _ => Compartment::Restricted,
            };
            let elsewhere = story.apply(&stamp, settle(1, true, ""));
            assert_eq!(not_applied(&elsewhere), Some(NotApplied::WrongCompartment));
            assert_eq!(not_applied(&story.tell(POM, settle(1, true, ""))), None);
        }
    }
}

mod an_amendment {
    use super::*;

    #[test]
    fn stands_beside_the_note() {
        let mut story = Story::default();
        story.tell(KEYWORKER, written(note(1, Visibility::General)));
        let effects = story.tell(POM, amendment(9, 1));
        assert!(matches!(&effects[..], [Effect::NoteAmended(body)] if body.note == note_id(1)));
        assert_eq!(story.case.notes, 1);
    }

    #[test]
    fn needs_its_note() {
        let mut story = Story::default();
        assert_eq!(story.refused(POM, amendment(9, 1)), NotApplied::NoSuchNote);
        story.tell(KEYWORKER, written(note(1, Visibility::General)));
        assert_eq!(story.refused(POM, amendment(9, 2)), NotApplied::NoSuchNote);
    }

    #[test]
    fn has_words_and_a_reason() {
        let mut story = Story::default();
        story.tell(KEYWORKER, written(note(1, Visibility::General)));
        let CaseEvent::NoteAmended(honest) = amendment(9, 1) else { panic!("an amendment") };
        for (text, reason) in [("", "Because"), ("Words", "\n")] {
            let blank = NoteAmended { text: text.to_owned(), reason: reason.to_owned(), ..honest.clone() };
            assert_eq!(story.refused(POM, CaseEvent::NoteAmended(blank)), NotApplied::Blank);
        }
    }
}

mod an_action {
    use super::*;

    #[test]
    fn stays_open_until_it_is_settled() {
        let mut story = Story::default();
        story.tell(KEYWORKER, session(1, &[1, 2]));
        for number in 2..5 {
            story.tell(KEYWORKER, session(number, &[]));
        }
        let open: Vec<_> = story.case.actions.keys().copied().collect();
        assert_eq!(open, [action_id(1), action_id(2)]);
        assert_eq!(story.case.actions[&action_id(1)].note, note_id(1));

        story.tell(KEYWORKER, settle(1, true, "He starts on Monday"));
        let open: Vec<_> = story.case.actions.keys().copied().collect();
        assert_eq!(open, [action_id(2)]);
    }

    #[test]
    fn is_settled_once() {
        let mut story = Story::default();
        story.tell(KEYWORKER, session(1, &[1]));
        story.tell(KEYWORKER, settle(1, true, ""));
        assert_eq!(story.refused(KEYWORKER, settle(1, true, "")), NotApplied::NoSuchAction);
        assert_eq!(story.refused(KEYWORKER, settle(7, true, "")), NotApplied::NoSuchAction);
    }

    #[test]
    fn is_not_dropped_without_a_reason() {
        let mut story = Story::default();
        story.tell(KEYWORKER, session(1, &[1]));
        assert_eq!(story.refused(KEYWORKER, settle(1, false, " ")), NotApplied::Blank);
        assert_eq!(story.case.actions.len(), 1);
        story.tell(KEYWORKER, settle(1, false, "The workshop closed"));
        assert!(story.case.actions.is_empty());
    }

    #[test]
    fn is_not_replaced_by_another_under_its_identifier() {
        let mut story = Story::default();
        story.tell(KEYWORKER, session(1, &[1]));
        assert_eq!(story.refused(POM, session(2, &[2, 1])), NotApplied::Repeated);
        assert_eq!(story.refused(POM, session(2, &[2, 2])), NotApplied::Repeated);
        assert_eq!(story.case.notes, 1);
        assert_eq!(story.case.actions[&action_id(1)].note, note_id(1));
    }

    #[test]
    fn is_settled_by_whoever_writes_notes_and_by_nobody_else() {
        let mut story = Story::default();
        story.tell(KEYWORKER, session(1, &[1]));
        for role in [Role::Auditor, Role::GateOfficer] {
            let refusal = story.refused(as_a(HEAD, role), settle(1, true, ""));
            assert_eq!(refusal, NotApplied::NoRight(Right::WriteNotes));
        }
        assert_eq!(not_applied(&story.tell(CLERK, settle(1, true, ""))), None);
    }
}
