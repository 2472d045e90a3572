//! The licence: complete, in order, on one or two pages, and the same each time.

use jiff::civil::date;
use papers::condition::Family;
use papers::licence::{Changes, LicenceCondition, Place, Release, Rules};

use crate::reading::{Outcome, Reading};
use crate::sample;

const TITLE: &str = "Temporary release licence";

#[test]
fn everybody_can_read_it() -> Outcome {
    let paper = sample::licence().print(&sample::imprint()?)?;
    let reading = Reading::of(&paper, "licence")?;
    reading.is_for_everybody(TITLE)?;
    let structure = reading.structure()?;
    for part in ["Table", "TH", "TD", "H1", "H2", "L", "LI", "Lbl", "LBody", "P"] {
        assert!(
            structure.lines().any(|line| line.trim().split([' ', ':']).next() == Some(part)),
            "no {part} in\n{structure}"
        );
    }
    Ok(())
}

#[test]
fn it_reads_from_who_to_signature() -> Outcome {
    let paper = sample::licence().print(&sample::imprint()?)?;
    let read = Reading::of(&paper, "licence")?.in_reading_order()?;
    let order = [
        "Temporary release licence",
        "Prison Act 1952, section 47(5)",
        "HMP Aldersyke",
        "Licence R-2027-0041",
        "Version 1",
        "Kieran Ashdown",
        "Number A4417FK, born 3 March 1993",
        "Paid work",
        "Resettlement day release",
        "Monday 25 January 2027 at 07:00",
        "Monday 25 January 2027 at 17:30",
        "Bramley Fields Packaging Ltd",
        "Unit 6, Tannery Row, Calder Holt, CH4 9ZZ",
        "Works minibus from the gate, both ways",
        "A Whitby, 01632 960 255",
        "If you are going to be late",
        "Ring 01632 960 100 at once, at any hour.",
        "Conditions you must keep",
        "Coming back",
        "Keep out of: Hallam Street and Mill Fold",
        "Keep away from, and do not contact: Leanne Ashdown",
        "Do not drink alcohol.",
        "Give your payslips",
        "If you break this licence",
        "Signatures",
        "I Sheikh",
        "Witness",
        "the prisoner, the gate, Westmoor police, Westmoor probation and Bramley Fields Packaging Ltd",
        "Check code: K7QM-2HXD-9RTB",
    ];
    let mut after = 0;
    for words in order {
        let place = read.get(after..).and_then(|rest| rest.find(words));
        after += place.ok_or_else(|| format!("“{words}” does not follow in\n{read}"))?;
    }
    assert!(!read.contains("Page 1 of"), "the foot is not read out:\n{read}");
    Ok(())
}

#[test]
fn conditions_are_numbered_through() -> Outcome {
    let licence = sample::licence();
    let paper = licence.print(&sample::imprint()?)?;
    let text = Reading::of(&paper, "licence")?.text(1, paper.pages)?;
    let last = licence.conditions.len() + licence.zones.len() + licence.no_contact.len();
    for number in 1..=last {
        assert!(text.contains(&format!("{number}. ")), "no {number} in\n{text}");
    }
    assert!(!text.contains(&format!("{}. ", last + 1)), "{text}");
    Ok(())
}

#[test]
fn half_a_year_of_work_fits_on_two_pages_and_signatures_never_stand_alone() -> Outcome {
    let licence = sample::series();
    assert_eq!(licence.releases.len(), 101);
    let paper = licence.print(&sample::imprint()?)?;
    assert_eq!(paper.pages, 2);
    let reading = Reading::of(&paper, "licence-series")?;
    reading.is_for_everybody(TITLE)?;
    let last = reading.text(2, 2)?;
    assert!(last.contains("Signatures") && last.contains("If you break this licence"), "{last}");
    let all = reading.in_reading_order()?;
    assert!(all.contains("Only on the 101 days listed"), "{all}");
    assert!(all.contains("Mon\u{a0}25, Tue\u{a0}26, Wed\u{a0}27 and Thu\u{a0}28"), "{all}");
    Ok(())
}

#[test]
fn a_later_version_says_what_changed() -> Outcome {
    let mut licence = sample::licence();
    licence.version = 2;
    licence.changes = Some(Changes {
        since: 1,
        items: vec![
            "You must now be back by 17:30, not 18:00.".to_owned(),
            "Mill Fold is a place to keep out of.".to_owned(),
        ],
    });
    licence.rules = Rules::YoungOffender;
    licence.escort = Some("Officer D Whitlock goes with you".to_owned());
    licence
        .places
        .push(Place { name: "Calder Holt station".to_owned(), address: "Station Road, Calder Holt".to_owned() });
    licence.releases = vec![Release { out: date(2027, 2, 5).at(9, 0, 0, 0), back: date(2027, 2, 7).at(16, 0, 0, 0) }];
    let paper = licence.print(&sample::imprint()?)?;
    assert!(paper.pages <= 2);
    let read = Reading::of(&paper, "licence-version-2")?.in_reading_order()?;
    for words in [
        "Version 2",
        "This replaces version 1, which no longer counts.",
        "Mill Fold is a place to keep out of.",
        "Young Offender Institution Rules 2000, rule 5",
        "Officer D Whitlock goes with you",
        "Friday 5 February 2027 at 09:00",
        "Sunday 7 February 2027 at 16:00",
        "Calder Holt station",
    ] {
        assert!(read.contains(words), "“{words}” is not in\n{read}");
    }
    Ok(())
}

#[test]
fn the_same_words_make_the_same_bytes() -> Outcome {
    let licence = sample::licence();
    let imprint = sample::imprint()?;
    let first = licence.print(&imprint)?;
    assert!(first == licence.print(&imprint)?);
    let mut later = imprint.clone();
    later.made = "2027-01-22T15:11:00Z".parse()?;
    assert!(first != licence.print(&later)?);
    let mut other = imprint;
    other.id = "R-2027-0041/2".to_owned();
    assert!(first != licence.print(&other)?);
    Ok(())
}

#[test]
fn a_licence_with_little_in_it_and_one_with_far_too_much_are_both_printed() -> Outcome {
    let mut little = sample::licence();
    little.conditions.clear();
    little.zones.clear();
    little.no_contact.clear();
    little.contacts.clear();
    little.copies.clear();
    little.releases.clear();
    assert_eq!(little.print(&sample::imprint()?)?.pages, 1);

    let mut much = sample::series();
    let condition = LicenceCondition { family: Family::Other, words: "Do as you were told to. ".repeat(30) };
    much.conditions.extend(std::iter::repeat_n(condition, 8));
    let paper = much.print(&sample::imprint()?)?;
    let last = Reading::of(&paper, "licence-too-much")?.text(paper.pages, paper.pages)?;
    assert!(last.contains("If you break this licence"), "{last}");
    Ok(())
}
