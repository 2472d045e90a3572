//! Reports put together from parts: what was known and decided, and what is held about somebody.

use papers::report::{Report, Section};
use papers::{Block, Fact, Signatory, Signed};

use crate::reading::{Outcome, Reading};
use crate::{packed, sample};

fn report(title: &str, foot: &str) -> Report {
    Report {
        title: title.to_owned(),
        under: "HMP Aldersyke, 14 January 2027".to_owned(),
        foot: foot.to_owned(),
        prison: sample::prison(),
        person: sample::person(),
        marking: Some("OFFICIAL-SENSITIVE".to_owned()),
        facts: vec![Fact::plain("From", "1 October 2026 to 14 January 2027")],
        lead: Vec::new(),
        sections: Vec::new(),
        signed: Signed {
            by: Signatory { name: "R Pell".to_owned(), grade: "prison offender manager".to_owned() },
            at: "14 January 2027 at 11:02".to_owned(),
        },
        check_code: Some("7K2Q-M9XD-41TB".to_owned()),
    }
}

fn chronology() -> Report {
    let header = ["When", "What", "By whom", "In the record"];
    let rows = [
        [
            "2 December 2026, 09:40",
            "Asked the police about the address in Hallam Street.",
            "R Pell, POM",
            "Consultation 3",
        ],
        [
            "9 December 2026, 16:05",
            "The police answered: nothing known against it.",
            "Westmoor police",
            "Consultation 3, reply",
        ],
        [
            "11 December 2026, 10:20",
            "Decided that the address can be used, because of the reply and a visit.",
            "I Sheikh, deputy governor",
            "Decision 2",
        ],
    ];
    Report {
        sections: vec![
            Section::new("What was known and decided", vec![Block::table(header, [5, 8, 4, 4], rows)]),
            Section::new("What was not known", Vec::new()),
        ],
        ..report("Chronology of decisions", "chronology of decisions, 14 January 2027")
    }
}

/// What is held about somebody: each item marked, and a schedule of what is withheld.
fn access() -> Report {
    let to_release = || Some("To be released".to_owned());
    let withheld =
        [["Security information, 3 items", "Restricted", "Reviewed by I Sheikh: would identify who gave it"]];
    Report {
        lead: vec![Block::notice("This copy is for the reviewer. 1 item has not been reviewed yet.")],
        sections: vec![
            Section::new(
                "Case notes",
                vec![
                    Block::entry(
                        "4 January 2027, 10:15. Key-work session, D Whitlock",
                        to_release(),
                        "Works in the laundry.\n\nWants to write home.",
                    ),
                    Block::entry(
                        "5 January 2027, 14:00. Telephone call, R Pell",
                        Some("Third party: reviewed, withheld: it is about somebody else’s health".to_owned()),
                        "His sister rang.",
                    ),
                    Block::entry("6 January 2027", None, ""),
                ],
            ),
            Section::new(
                "How this was put together",
                vec![
                    Block::subheading("Where was looked"),
                    Block::points(["Case notes", "Letters"]),
                    Block::steps(["Ask the reviewer.", "Release."]),
                    Block::facts([Fact::strong("Held in all", "4 items")]),
                    Block::words("Nothing else is held."),
                ],
            ),
            Section::new("What is withheld", vec![Block::table(["What", "Mark", "Why"], [4, 2, 6], withheld)]),
            Section::new("Letters", vec![Block::table(["Day", "What"], [1, 4], Vec::<Vec<String>>::new())]),
        ],
        ..report("What is held about you", "answer to a request of 2 January 2027")
    }
}

#[test]
fn a_chronology_reads_in_the_order_of_time() -> Outcome {
    let paper = chronology().print(&sample::imprint()?, &[])?;
    let reading = Reading::of(&paper, "chronology")?;
    reading.is_for_everybody("Chronology of decisions")?;
    assert_eq!(reading.in_reading_order()?.trim(), include_str!("../golden/chronology.txt").trim());
    assert!(reading.text(1, 1)?.contains("Kieran Ashdown, A4417FK: chronology of decisions, 14 January 2027"));
    Ok(())
}

#[test]
fn what_is_held_is_told_item_by_item_with_its_mark() -> Outcome {
    let paper = access().print(&sample::imprint()?, &[packed::content()])?;
    let reading = Reading::of(&paper, "access")?;
    reading.is_for_everybody("What is held about you")?;
    assert_eq!(reading.in_reading_order()?.trim(), include_str!("../golden/access.txt").trim());
    assert!(reading.attachments()?.contains("pack.json"));
    Ok(())
}

#[test]
fn an_answer_of_many_pages_is_printed() -> Outcome {
    let mut long = access();
    let notes = (1..=60).map(|number| {
        let words = "He was on time, and asked about the next step. ".repeat(1 + number % 9);
        Block::entry(format!("Note {number}"), Some("To be released".to_owned()), words)
    });
    long.sections.push(Section::new("More notes", notes.collect()));
    let paper = long.print(&sample::imprint()?, &[])?;
    let read = Reading::of(&paper, "access-long")?.in_reading_order()?;
    assert!(read.contains("Note 60") && read.matches("To be released").count() == 61);
    Ok(())
}
