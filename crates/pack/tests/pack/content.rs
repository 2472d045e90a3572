//! One content, one JSON; what is not a pack is said to be what it is.

use pack::content::{LIMIT, Pack, ReadError};
use pack::difference::{Change, Kind};
use pack::fingerprint::fingerprint;
use proptest::prelude::*;

use crate::sample::{pack, row, section};

fn json() -> String {
    String::from_utf8(pack().to_json()).expect("text")
}

#[test]
fn the_json_is_what_it_was() {
    let expected = include_str!("golden/pack.json").trim_end();
    assert_eq!(json(), expected, "the form of schema 1 is fixed: what must change gets a new schema");
}

/// Another schema leaves this file as it is: whatever was sealed under schema 1 is somebody's handover still.
#[test]
fn what_was_attached_in_schema_1_is_read_for_ever() {
    let json = include_bytes!("golden/schema-1.json").trim_ascii();
    assert_eq!(fingerprint(json).code().to_string(), "A11J-Q812-MSWA");
    let read = Pack::read(json).expect("a pack of schema 1");
    assert_eq!((read.prisoner.number.as_str(), read.version, read.sections.len()), ("A1234BC", 2, 4));
    let states: Vec<String> = read.sections[0].rows.iter().map(|row| row.state.to_string()).collect();
    let said = ["held", "held", "not due yet", "asked for", "missing", "out of date", "contradicts itself"];
    assert_eq!(states, said);
    assert_eq!(read.since.map(|since| since.changes.len()), Some(7), "a change of every kind");
}

#[test]
fn what_was_written_is_read_and_written_alike() {
    let read = Pack::read(&pack().to_json()).expect("a pack");
    assert_eq!(read, pack());
    assert_eq!(read.to_json(), pack().to_json());
}

#[test]
fn every_kind_of_change_comes_back() {
    let kinds = [
        Kind::Changed { was: String::new(), now: "now".to_owned() },
        Kind::Added { now: "now".to_owned() },
        Kind::Gone { was: "was".to_owned() },
        Kind::More { count: 4 },
        Kind::Fewer { count: u32::MAX },
        Kind::Explained,
        Kind::Words,
    ];
    let mut told = pack();
    if let Some(since) = &mut told.since {
        since.changes = kinds.map(|kind| Change { section: 1, name: "A name".to_owned(), kind }).into_iter().collect();
    }
    assert_eq!(Pack::read(&told.to_json()), Ok(told));
}

#[test]
fn a_later_form_is_known_for_one_whatever_it_holds() {
    for later in [
        r#"{"schema":"throughcare-pack/2"}"#,
        r#"{"anything":[{"at":"all"}],"schema":"throughcare-pack/2","sections":7}"#,
    ] {
        let refused = Pack::read(later.as_bytes()).expect_err("later");
        assert_eq!(refused, ReadError::Newer { found: 2 });
        assert!(refused.to_string().starts_with("This was made by a later version of Throughcare: "));
    }
}

#[test]
fn a_field_that_this_form_does_not_have_is_refused_wherever_it_stands() {
    let whole = json();
    let objects: Vec<usize> = whole.match_indices('{').map(|(at, _)| at + 1).collect();
    assert!(objects.len() > 15);
    for at in objects {
        let (before, after) = whole.split_at(at);
        let more = format!("{before}\"tomorrow\":\"secret\",{after}");
        let refused = Pack::read(more.as_bytes()).expect_err("more than the form has");
        assert!(matches!(refused, ReadError::Damaged { .. }), "at {at}: {refused}");
    }
}

#[test]
fn what_is_not_a_pack_is_said_to_be_none() {
    for other in ["", "{}", "[]", "%PDF-1.7", "null", r#"{"schema":"other/1"}"#, r#"{"schema":7}"#] {
        assert_eq!(Pack::read(other.as_bytes()), Err(ReadError::NotAPack), "{other}");
    }
    for number in ["", "0", "01x", "-1", "+1", "1.0", "99999999999"] {
        let odd = format!(r#"{{"schema":"throughcare-pack/{number}"}}"#);
        assert_eq!(Pack::read(odd.as_bytes()), Err(ReadError::NotAPack), "{odd}");
    }
    assert_eq!(Pack::read(&vec![b' '; LIMIT + 1]), Err(ReadError::TooLarge));
}

#[test]
fn what_is_damaged_is_said_to_be_and_nothing_of_it_is_repeated() {
    let whole = json();
    let damaged = [
        whole.replace("High", "Hi\u{1}gh"),
        whole.replace("\"held\"", "\"Ashdown\""),
        whole.replace("2026-11-20", "Ashdown"),
        whole.replace("\"version\":2", "\"version\":-2"),
        whole.replace("\"count\":2,", ""),
        whole.replace("\"count\":2", "\"count\":2,\"count\":3"),
        format!("{whole}{whole}"),
    ];
    for text in damaged {
        let refused = Pack::read(text.as_bytes()).expect_err("damaged");
        assert!(matches!(refused, ReadError::Damaged { line: 1, .. }), "{refused}");
        assert!(!refused.to_string().contains("Ashdown"), "{refused}");
    }
    for length in (40..whole.len()).step_by(7).filter(|length| whole.is_char_boundary(*length)) {
        assert!(matches!(Pack::read(&whole.as_bytes()[..length]), Err(ReadError::Damaged { .. })), "{length}");
    }
}

#[test]
fn one_thing_is_not_said_twice() {
    let twice = |sections| Pack { sections, ..pack() };
    let risk = || row("rosh", "High", pack::content::RowState::Held);
    let one = section(3, "Risk", vec![risk()]);
    let refused = [
        vec![section(3, "Risk", vec![risk(), risk()])],
        vec![one.clone(), one.clone()],
        vec![section(4, "Custody", Vec::new()), one.clone()],
    ];
    for sections in refused {
        assert_eq!(Pack::read(&twice(sections).to_json()), Err(ReadError::Repeated { section: 3 }));
    }
    assert!(Pack::read(&twice(vec![one, section(4, "Custody", vec![risk()])]).to_json()).is_ok());
}

#[test]
fn more_and_fewer_sections_than_are_known_are_kept_as_they_are() {
    for numbers in [Vec::new(), vec![0], (1..=15).collect(), vec![3, 99, 255]] {
        let sections: Vec<_> = numbers.into_iter().map(|number| section(number, "Any", Vec::new())).collect();
        let other = Pack { sections, ..pack() };
        assert_eq!(Pack::read(&other.to_json()), Ok(other));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Pack::read(&bytes).is_err());
    }

    #[test]
    fn no_altered_byte_makes_the_reader_panic(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut json = pack().to_json();
        let at = at.index(json.len());
        json[at] = to;
        if let Ok(read) = Pack::read(&json) {
            prop_assert_eq!(Pack::read(&read.to_json()), Ok(read));
        }
    }

    #[test]
    fn any_text_comes_back(value in any::<String>(), from in any::<String>()) {
        let mut told = pack();
        told.sections[0].rows[0].value = value;
        told.sections[0].rows[0].from = from;
        prop_assert_eq!(Pack::read(&told.to_json()), Ok(told));
    }
}
