//! The handover pack: the first page by itself, the whole in reading order, its structure, and what happens to it when there is far too much
//! or nothing to say.

use std::time::Instant;

use papers::pack::{Contact, Due, Gap, HandoverPack, OwnWords, Row, Table};

use crate::packed;
use crate::reading::{Outcome, Reading};
use crate::sample;

const TITLE: &str = "Handover pack, version 2";

fn printed(pack: &HandoverPack, name: &str) -> Outcome<(Reading, usize)> {
    let paper = pack.print(&sample::imprint()?, &[packed::content()])?;
    Ok((Reading::of(&paper, name)?, paper.pages))
}

/// How often a part occurs in a structure.
fn count(structure: &str, part: &str) -> usize {
    structure.lines().filter(|line| line.trim().split([' ', ':']).next() == Some(part)).count()
}

#[test]
fn it_reads_in_order() -> Outcome {
    let (reading, _) = printed(&packed::full(), "pack")?;
    reading.is_for_everybody(TITLE)?;
    let read = reading.in_reading_order()?;
    assert_eq!(read.trim(), include_str!("../golden/pack.txt").trim());
    Ok(())
}

#[test]
fn the_first_page_is_enough_for_a_minute() -> Outcome {
    let (reading, _) = printed(&packed::full(), "pack")?;
    let first = reading.text(1, 1)?;
    for words in [
        "Handover pack: Tobi Oyelaran",
        "This replaces version 1 of 20 December 2026. What changed is on page 2.",
        "A6105FD",
        "High to a known adult",
        "Responsibility passes to the COM",
        "Whom to ring",
        "01632 960 470",
        "Page 1 of",
    ] {
        assert!(first.contains(words), "“{words}” is not in\n{first}");
    }
    assert!(!first.contains("Contents"), "{first}");
    Ok(())
}

/// A pack with far too much of everything for one page.
fn overfull() -> HandoverPack {
    let mut pack = packed::full();
    let told = "He came to the office by himself and asked what is still to do before October. ".repeat(5);
    let row = Row {
        was: Some(told.clone()),
        state: Some("Out of date, explained in section 3".to_owned()),
        ..packed::row(&"Somebody to keep away from ".repeat(4), &told, "P Sandford, 9 November 2026")
    };
    pack.first.who = vec![packed::glance(2, row.clone()); 20];
    pack.first.risk = vec![packed::glance(3, row); 30];
    let due = |number| Due {
        by: "16 January 2027".to_owned(),
        what: format!("Task {number} of 40. {told}"),
        who: "Head of Offender Management Delivery".to_owned(),
    };
    let contact = |number| Contact {
        name: format!("Person {number} of 20"),
        part: "Head of Offender Management Delivery".to_owned(),
        phone: "01632 960 470".to_owned(),
        email: "firstname.surname@westmoor.example".to_owned(),
    };
    pack.first.next = (1..=40).map(due).collect();
    pack.first.ring = (1..=20).map(contact).collect();
    pack
}

#[test]
fn the_first_page_of_the_fullest_case_says_whom_to_ring() -> Outcome {
    let (reading, _) = printed(&overfull(), "pack-overfull")?;
    reading.is_for_everybody(TITLE)?;
    let first = reading.text(1, 1)?;
    for words in [
        "This replaces version 1 of 20 December 2026.",
        "more in section 2.",
        "more in section 3.",
        "What must happen in the next 14 days",
        "Task 1 of 40",
        "Whom to ring",
        "Person 1 of 20",
        "01632 960 470",
        "more: the list in full is after this page.",
    ] {
        assert!(first.contains(words), "“{words}” is not in\n{first}");
    }
    // What is in no section is after it in full.
    let read = reading.in_reading_order()?;
    for words in
        ["What must happen in the next 14 days, in full", "Task 40 of 40", "Whom to ring, in full", "Person 20 of 20"]
    {
        assert!(!first.contains(words) && read.contains(words), "“{words}” is in\n{first}\nor not in\n{read}");
    }
    Ok(())
}

#[test]
fn a_version_that_replaces_none_says_so_where_it_is_looked_for() -> Outcome {
    let read = |pack: &HandoverPack| printed(pack, "pack-first")?.0.in_reading_order();
    let mut pack = packed::full();
    pack.since = None;
    let another = read(&pack)?;
    assert!(another.contains("This is the first version for Westmoor PDU"), "{another}");
    pack.version = 1;
    let first = read(&pack)?;
    assert!(first.contains("This is the first version of this pack."), "{first}");
    assert!([another, first].iter().all(|read| !read.contains("This replaces")));
    Ok(())
}

#[test]
fn every_page_says_what_it_is_and_the_structure_says_it_once() -> Outcome {
    let (reading, pages) = printed(&packed::full(), "pack")?;
    for page in 1..=pages {
        let text = reading.text(page, page)?;
        for words in [
            "OFFICIAL-SENSITIVE",
            "Tobi Oyelaran, A6105FD: Handover pack, version 2",
            &format!("Page {page} of {pages}"),
        ] {
            assert!(text.contains(words), "“{words}” is not in\n{text}");
        }
    }
    let read = reading.in_reading_order()?;
    assert_eq!(read.matches("OFFICIAL-SENSITIVE").count(), 1, "{read}");
    assert!(!read.contains("Page 1 of"), "{read}");
    Ok(())
}

#[test]
fn its_structure_has_one_title_and_a_heading_for_each_section() -> Outcome {
    let pack = packed::full();
    let (reading, _) = printed(&pack, "pack")?;
    let structure = reading.structure()?;
    assert_eq!(reading.in_reading_order()?.matches("Handover pack: Tobi Oyelaran").count(), 1);
    // Four on the first page, contents, changes; four on the last.
    assert_eq!(count(&structure, "H1"), pack.sections.len() + 10, "{structure}");
    let tables = pack.sections.iter().flat_map(|section| &section.tables).count();
    assert_eq!(count(&structure, "H2"), tables + 1, "{structure}");
    for part in ["Table", "TH", "TD", "Link", "P"] {
        assert!(count(&structure, part) > 0, "no {part} in\n{structure}");
    }
    Ok(())
}

#[test]
fn its_content_travels_inside() -> Outcome {
    let (reading, _) = printed(&packed::full(), "pack")?;
    assert!(reading.attachments()?.contains("pack.json"));
    let paper = packed::full().print(&sample::imprint()?, &[])?;
    let without = Reading::of(&paper, "pack-alone")?;
    assert!(!without.in_reading_order()?.contains("Inside this PDF"));
    Ok(())
}

#[test]
fn an_empty_one_says_that_nothing_is_recorded() -> Outcome {
    let (reading, pages) = printed(&packed::empty(), "pack-empty")?;
    assert_eq!(pages, 2);
    let read = reading.in_reading_order()?;
    for words in [
        "Not recorded",
        "Nothing has to happen in the next 14 days.",
        "Nobody is recorded. Ask HMP Aldersyke, 01632 960 100.",
        "This is the first version of this pack.",
        "Nothing was left out.",
    ] {
        assert!(read.contains(words), "“{words}” is not in\n{read}");
    }
    Ok(())
}

#[test]
fn words_of_any_shape_are_printed() -> Outcome {
    let mut pack = packed::full();
    let mut section = packed::section(16, "", "");
    section.tables.push(packed::table("Ragged", &["One"], &[0, 9], &[&["a", "b", "c-is-kept"], &[]]));
    section.tables.push(packed::table("", &[], &[], &[]));
    section.rows.push(packed::row("", "", ""));
    section.gaps.push(Gap {
        what: String::new(),
        cause: String::new(),
        words: String::new(),
        by: String::new(),
        on: String::new(),
    });
    section.words.push(OwnWords { text: String::new(), by: String::new(), on: String::new() });
    pack.sections.push(section);
    pack.check_code.clear();
    pack.fingerprint.clear();
    pack.marking.clear();
    let (reading, _) = printed(&pack, "pack-shapes")?;
    reading.is_for_everybody(TITLE)?;
    assert!(reading.in_reading_order()?.contains("c-is-kept"));
    Ok(())
}

#[test]
fn three_hundred_notes_and_one_that_is_longer_than_a_page_are_all_there() -> Outcome {
    let mut pack = packed::full();
    let note = "He came to the office by himself and asked what is still to do before October. ";
    let mut rows: Vec<Vec<String>> = (1..=300)
        .map(|number| vec![format!("Note {number} of 300"), note.repeat(1 + number % 5), "R Pell".to_owned()])
        .collect();
    rows.push(vec!["The long one".to_owned(), format!("{}The end of it.", note.repeat(120)), "R Pell".to_owned()]);
    let header = ["Day", "Note", "By whom"].map(str::to_owned).to_vec();
    let notes = Table { title: "Notes".to_owned(), header, widths: vec![3, 8, 3], rows, restricted: true };
    pack.sections[5].tables.push(notes);
    let (reading, pages) = printed(&pack, "pack-notes")?;
    assert!(pages > 20, "{pages}");
    let read = reading.in_reading_order()?;
    for number in 1..=300 {
        assert!(read.contains(&format!("Note {number} of 300")), "{number}");
    }
    assert!(read.contains("Restricted: Notes") && read.contains("The end of it."));
    assert_eq!(read.matches("By whom").count(), 2, "headings repeat for eyes only");
    assert!(reading.text(10, 10)?.contains("By whom"));
    Ok(())
}

#[test]
#[expect(clippy::disallowed_methods, reason = "it is said how long it took, and nothing depends on that")]
fn twenty_pages_are_printed_and_it_is_said_how_fast() -> Outcome {
    let mut pack = packed::full();
    let rows = |section: usize| {
        (1..=40).map(move |row| Row {
            was: (row % 7 == 0).then(|| "something else".to_owned()),
            ..packed::row(
                &format!("Matter {section}.{row}"),
                "Recorded as it was said at the time",
                "Stated by R Pell, 7 January 2027",
            )
        })
    };
    for (number, section) in pack.sections.iter_mut().enumerate() {
        section.rows.extend(rows(number + 1));
    }
    packed::empty().print(&sample::imprint()?, &[])?;
    let started = Instant::now();
    let paper = pack.print(&sample::imprint()?, &[])?;
    println!("{} pages in {:?}", paper.pages, started.elapsed());
    assert!(paper.pages >= 20, "{}", paper.pages);
    Reading::of(&paper, "pack-long")?.is_for_everybody(TITLE)
}
