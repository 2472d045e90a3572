use std::collections::{BTreeMap, BTreeSet};

use demo::{Note, StaffRole, codes};

use super::{STANDARD, TODAY, WOMENS, day, prisons, word};

/// Sentences, as a reader would hear them.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '\n']).map(str::trim).filter(|sentence| sentence.chars().count() > 1)
}

/// The text with names and numbers blotted out, so that a form with other names in it counts as the same.
fn skeleton(text: &str) -> String {
    let blot = |word: &str| {
        let marked = word.chars().any(|letter| letter.is_uppercase() || letter.is_ascii_digit());
        if marked { "_".to_owned() } else { word.to_owned() }
    };
    text.split_whitespace().map(blot).collect::<Vec<_>>().join(" ")
}

#[test]
fn notes_are_in_order_and_of_people_held_here_then() {
    for prison in prisons() {
        assert!(prison.notes.is_sorted_by_key(|note| (note.occurred, note.person)));
        for note in &prison.notes {
            let document = &prison.people[note.person].document;
            let on = note.occurred.date();
            assert!(Some(on) >= day(document, "lastAdmissionDate") && on <= TODAY);
            if word(document, "status").starts_with("INACTIVE") {
                assert!(Some(on) <= day(document, "lastMovementDate"));
            }
            assert!(note.recorded >= note.occurred && note.recorded.date() <= TODAY);
            if let Some(amendment) = &note.amendment {
                assert!(amendment.at >= note.recorded && amendment.at.date() < TODAY);
            }
        }
    }
}

#[test]
fn codes_are_active_ones_that_the_author_may_write() {
    for prison in prisons() {
        for note in &prison.notes {
            let code = (note.note_type.as_str(), note.sub_type.as_str());
            assert!(codes::CASE_NOTE_CODES.contains(&code), "{code:?}");
            let author = &prison.staff[note.author];
            assert!(author.started <= note.occurred.date());
            let roles: &[StaffRole] = match code {
                ("KA" | "OBSERVE" | "POS" | "NEG", _) | ("REPORT", "POE") => &[StaffRole::Keyworker],
                ("GEN", _) => &[StaffRole::Keyworker, StaffRole::CaseAdministrator],
                ("RESET", _) => &[StaffRole::Pom, StaffRole::CaseAdministrator],
                ("ROTL", _) => {
                    &[StaffRole::Pom, StaffRole::Governor, StaffRole::CaseAdministrator, StaffRole::GateOfficer]
                }
                ("OMIC", _) => &[StaffRole::Pom, StaffRole::HeadOfOmuDelivery],
                _ => &[StaffRole::Pom],
            };
            assert!(roles.contains(&author.role), "{code:?} by {:?}", author.role);
            assert_eq!(note.restricted, note.note_type == "OMIC");
        }
    }
    let used: BTreeSet<_> =
        prisons().iter().flat_map(|prison| &prison.notes).map(|note| (&note.note_type, &note.sub_type)).collect();
    assert_eq!(used.len(), codes::CASE_NOTE_CODES.len(), "every code of the list is used somewhere");
}

#[test]
fn lengths_are_those_of_working_notes() {
    for prison in prisons() {
        let lengths: Vec<usize> = prison.notes.iter().map(|note| note.text.chars().count()).collect();
        let mean = lengths.iter().sum::<usize>() / lengths.len();
        assert!((340..=450).contains(&mean), "mean {mean}");
        assert!(lengths.iter().all(|length| (60..=2_500).contains(length)));
        assert!(lengths.iter().any(|length| *length > 1_200));
    }
    let paragraphs = STANDARD.notes.iter().filter(|note| note.text.contains("\n\n")).count();
    assert!(paragraphs * 10 > STANDARD.notes.len(), "{paragraphs} notes in paragraphs");
}

#[test]
fn texts_do_not_repeat() {
    let total = STANDARD.notes.len();
    let distinct: BTreeSet<&str> = STANDARD.notes.iter().map(|note| note.text.as_str()).collect();
    assert!(distinct.len() * 1000 >= total * 997, "{} distinct texts", distinct.len());
    let forms: BTreeSet<String> = STANDARD.notes.iter().map(|note| skeleton(&note.text)).collect();
    assert!(forms.len() * 100 >= total * 97, "{} distinct with names and numbers blotted out", forms.len());
}

#[test]
fn no_sentence_and_no_opening_wears_out() {
    let total = STANDARD.notes.len();
    let mut heard: BTreeMap<&str, usize> = BTreeMap::new();
    let mut openings: BTreeMap<String, usize> = BTreeMap::new();
    for note in &STANDARD.notes {
        let own: BTreeSet<&str> = sentences(&note.text).collect();
        own.into_iter().for_each(|sentence| *heard.entry(sentence).or_default() += 1);
        let words: Vec<&str> = note.text.split_whitespace().take(5).collect();
        *openings.entry(words.join(" ")).or_default() += 1;
    }
    let (sentence, most) = heard.iter().max_by_key(|(_, count)| **count).unwrap();
    assert!(most * 200 <= total, "{most} times: {sentence}");
    let (opening, most) = openings.iter().max_by_key(|(_, count)| **count).unwrap();
    assert!(most * 200 <= total, "{most} notes open: {opening}");
}

#[test]
fn one_persons_notes_do_not_say_the_same_long_sentence_again_and_again() {
    let mut heard: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for note in &STANDARD.notes {
        for sentence in sentences(&note.text).filter(|sentence| sentence.chars().count() > 60) {
            *heard.entry((note.person, sentence)).or_default() += 1;
        }
    }
    let worn = heard.values().filter(|count| **count > 4).count();
    assert!(worn * 1000 < heard.len(), "{worn} of {} long sentences more than four times", heard.len());
}

#[test]
fn language_is_whole_and_respectful() {
    for prison in prisons() {
        for note in &prison.notes {
            let text = note.text.as_str();
            assert!(!text.contains(['{', '}', '<', '>', '|', '(', ')']), "{text}");
            assert!(!text.contains("  ") && !text.contains(" ,") && !text.contains(" ."), "{text}");
            assert!(!text.to_lowercase().contains("offender") || text.contains("ffender manager"), "{text}");
            assert!(text.chars().next().is_some_and(|first| !first.is_lowercase()), "{text}");
            assert!(text.ends_with(['.', '!', '?']), "{text}");
        }
    }
    let welsh = STANDARD.notes.iter().filter(|note| note.text.contains("Gymraeg")).count();
    assert!(welsh >= 20, "{welsh} notes with Welsh");
    let about_men = |note: &&Note| note.text.split_whitespace().any(|word| matches!(word, "He" | "himself" | "Mr"));
    let by_name = WOMENS.notes.iter().filter(about_men).filter(|note| !note.text.contains("Mr ")).count();
    assert_eq!(by_name, 0, "women are not called he");
}

#[test]
fn agreed_actions_belong_to_key_work_sessions() {
    let mut with_actions = 0;
    for prison in prisons() {
        for note in prison.notes.iter().filter(|note| !note.actions.is_empty()) {
            assert_eq!((note.note_type.as_str(), note.sub_type.as_str()), ("KA", "KS"));
            with_actions += 1;
            for action in &note.actions {
                assert!(action.text.chars().count() > 8);
                assert!(action.done_on.is_none_or(|on| on > note.occurred.date() && on <= TODAY));
                assert!(action.due.is_none_or(|due| due > note.occurred.date()));
                assert!(action.outcome.is_none() || action.done_on.is_some());
            }
        }
    }
    assert!(with_actions > 3_000);
}

#[test]
fn some_entries_are_late_some_amended_some_refused() {
    let share =
        |test: fn(&Note) -> bool| STANDARD.notes.iter().filter(|note| test(note)).count() * 1000 / STANDARD.notes.len();
    assert!((20..150).contains(&share(|note| note.recorded.date() > note.occurred.date())));
    assert!((5..30).contains(&share(|note| note.amendment.is_some())));
    assert!((2..20).contains(&share(|note| note.restricted)));
    assert!((10..60).contains(&share(
        |note| note.sub_type == "KS" && (note.text.contains("eclined") || note.text.contains("offered"))
    )));
}
