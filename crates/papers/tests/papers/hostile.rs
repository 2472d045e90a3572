//! Whatever somebody writes is printed as they wrote it: nothing of it is obeyed, nothing of it is lost. That no text makes a paper fail is
//! asked of any text in `press`.

use papers::licence::LicenceCondition;
use papers::pack::{Change, Contact, Due, Gap, HandoverPack, LeftOut, OwnWords, Row, Since};
use papers::report::{Report, Section};
use papers::{Block, Fact, Prison, Signatory, Signed};

use crate::reading::{Outcome, Reading};
use crate::{packed, sample};

/// Everything that means something to typst, and some that means something to other programs.
const MARKUP: &str = r#"#let x = 1 #x *b* _e_ $ a^2 $ `raw` ```py``` [c] {d} <label> @ref = H / t: u + i - j \ \u{41} // c /* d */ ~ --- "q" 'r' #eval("1") %s \n <b>&amp;</b>"#;

/// A licence that has these words wherever words can be.
fn licence_of(words: &str) -> papers::licence::Licence {
    let mut licence = sample::licence();
    let all = [
        &mut licence.prison.name,
        &mut licence.person.name,
        &mut licence.person.number,
        &mut licence.person.born,
        &mut licence.number,
        &mut licence.kind,
        &mut licence.purpose,
        &mut licence.travel,
        &mut licence.issued_by.name,
        &mut licence.issued_by.grade,
        &mut licence.check_code,
    ];
    all.into_iter().for_each(|field| words.clone_into(field));
    licence.zones = vec![words.to_owned()];
    licence.no_contact = vec![words.to_owned()];
    licence.copies = vec![words.to_owned()];
    licence.escort = Some(words.to_owned());
    let family = papers::condition::Family::Other;
    licence.conditions = vec![LicenceCondition { family, words: words.to_owned() }];
    licence
}

/// A pack that has these words wherever words can be, and in how many places that is, the heads and feet of pages apart, and the rows of the
/// first page, which has them shortened where it is full.
fn pack_of(words: &str) -> (HandoverPack, usize) {
    let some = || words.to_owned();
    let mut pack = packed::empty();
    let person = &mut pack.prisoner.person;
    let all = [&mut person.name, &mut person.number, &mut person.born, &mut pack.recipient, &mut pack.date];
    all.into_iter().for_each(|field| *field = some());
    pack.prison.name = some();
    pack.check_code = some();
    pack.prisoner.crn = Some(some());
    pack.prisoner.pnc = Some(some());
    let anybody = Signatory { name: some(), grade: some() };
    pack.sender = anybody.clone();
    pack.signed.by = anybody;
    pack.signed.at = some();
    let stated = Row { was: Some(some()), state: Some(some()), ..packed::row(words, words, words) };
    pack.first.who = vec![packed::glance(1, stated)];
    pack.first.risk = vec![packed::glance(1, packed::row(words, words, words))];
    pack.first.next = vec![Due { by: some(), what: some(), who: some() }];
    pack.first.ring = vec![Contact { name: some(), part: some(), phone: some(), email: some() }];
    let change = Change { section: 1, words: some(), now: some(), was: Some(some()) };
    pack.since = Some(Since { version: 1, date: some(), changes: vec![change] });
    let mut section = packed::section(1, words, words);
    section.rows =
        vec![Row { was: Some(some()), state: Some(some()), restricted: true, ..packed::row(words, words, words) }];
    section.gaps = vec![Gap { what: some(), cause: some(), words: some(), by: some(), on: some() }];
    section.words = vec![OwnWords { text: some(), by: some(), on: some() }];
    section.tables = vec![packed::table(words, &[words, words], &[1, 1], &[&[words, words]])];
    pack.sections = vec![section];
    pack.left_out = vec![LeftOut { what: some(), count: 1, ask: some() }];
    (pack, 50)
}

/// A report that has these words wherever words can be, and in how many places that is, the heads and feet of pages apart.
fn report_of(words: &str) -> (Report, usize) {
    let some = || words.to_owned();
    let signatory = Signatory { name: some(), grade: some() };
    let blocks = vec![
        Block::subheading(some()),
        Block::words(some()),
        Block::points([some()]),
        Block::steps([some()]),
        Block::facts([Fact::strong(words, some()).with(some())]),
        Block::notice(some()),
        Block::entry(some(), Some(some()), some()),
        Block::table([some()], [1], [[some()]]),
    ];
    let report = Report {
        title: some(),
        under: some(),
        foot: some(),
        prison: Prison { name: some(), ..sample::prison() },
        person: papers::Person { name: some(), number: some(), born: some() },
        marking: Some(some()),
        facts: vec![Fact::plain(words, some())],
        lead: vec![Block::words(some())],
        sections: vec![Section::new(some(), blocks)],
        signed: Signed { by: signatory, at: some() },
        check_code: Some(some()),
    };
    (report, 27)
}

/// The text without what a line's end or a narrow column does to it.
fn unspaced(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{200b}').collect()
}

/// Words as they are printed, without spaces.
fn shown(words: &str) -> String {
    let named = [
        ("\0", "[U+0000]"),
        ("\u{7}", "[U+0007]"),
        ("漢字", "[U+6F22][U+5B57]"),
        ("\u{e000}", "[U+E000]"),
        ("\u{ffff}", "[U+FFFF]"),
    ];
    let plain = words.replace(['\u{202e}', '\u{202c}'], "");
    unspaced(&named.into_iter().fold(plain, |words, (code, name)| words.replace(code, name)))
}

/// How often words are found: by whoever reads along the structure, or the page where the structure's reader turns Hebrew round.
fn found(reading: &Reading, pages: usize, words: &str) -> Outcome<usize> {
    let found = |text: String| unspaced(&text).matches(&shown(words)).count();
    Ok(found(reading.in_reading_order()?).max(found(reading.text(1, pages)?)))
}

/// What pdftotext finds of a licence that has these words in 15 places.
fn extracted(words: &str, name: &str) -> Outcome<String> {
    let paper = licence_of(words).print(&sample::imprint()?)?;
    let reading = Reading::of(&paper, name)?;
    reading.is_for_everybody("Temporary release licence")?;
    Ok(unspaced(&reading.text(1, paper.pages)?))
}

/// What is written by people who mean no good, and by keyboards that fell down the stairs.
fn bad_words() -> Vec<(&'static str, String)> {
    vec![
        ("markup", MARKUP.to_owned()),
        ("control", "a\0b\u{7}c 漢字 \u{e000}\u{ffff}".to_owned()),
        ("polish", "Łukasz Źdźbło-Brzęczyszczykiewicz".to_owned()),
        ("hebrew", "שלום".to_owned()),
        ("turned", "\u{202e}nwodhsA nareiK\u{202c}".to_owned()),
        ("emoji", "Well done 👍😀 ☑".to_owned()),
        ("long", "W".repeat(120)),
        ("address", "very.long.first-name.very_long.surname@westmoor-probation.example".to_owned()),
        ("empty", String::new()),
        ("lines", "\n\na\n\n\nb\r\n".to_owned()),
    ]
}

#[test]
fn a_pack_prints_whatever_is_written_in_it() -> Outcome {
    for (name, words) in bad_words() {
        let (pack, places) = pack_of(&words);
        let paper = pack.print(&sample::imprint()?, &[packed::content()])?;
        let reading = Reading::of(&paper, &format!("hostile-pack-{name}"))?;
        reading.is_for_everybody("Handover pack, version 1")?;
        let found = found(&reading, paper.pages, &words)?;
        assert!(words.trim().is_empty() || name == "lines" || found >= places, "{name}: {found}");
    }
    Ok(())
}

#[test]
fn a_report_prints_whatever_is_written_in_it() -> Outcome {
    for (name, words) in bad_words().into_iter().filter(|(name, _)| *name != "empty") {
        let (report, places) = report_of(&words);
        let paper = report.print(&sample::imprint()?, &[])?;
        let reading = Reading::of(&paper, &format!("hostile-report-{name}"))?;
        let found = found(&reading, paper.pages, &words)?;
        assert!(name == "lines" || found >= places, "{name}: {found}");
    }
    Ok(())
}

#[test]
fn an_address_can_be_copied_from_a_narrow_column() -> Outcome {
    let mut pack = packed::full();
    let address = "firstname.surname@westmoor.example";
    pack.first.ring[0].email = address.to_owned();
    let paper = pack.print(&sample::imprint()?, &[])?;
    let read = Reading::of(&paper, "pack-address")?.in_reading_order()?;
    assert!(read.contains(address), "{read}");
    Ok(())
}

#[test]
fn markup_is_text() -> Outcome {
    let text = extracted(MARKUP, "hostile-markup")?;
    assert!(text.matches(&unspaced(MARKUP)).count() >= 15, "{text}");
    Ok(())
}

#[test]
fn letters_of_many_scripts_are_text() -> Outcome {
    for (name, words) in [
        ("welsh", "Siân ap Dŵr, Tŷ Gwyn"),
        ("polish", "Łukasz Źdźbło-Brzęczyszczykiewicz"),
        ("vietnamese", "Nguyễn Thị Hằng"),
        ("russian", "Володимир Ковальчук"),
        ("accents", "x̂ m̄ q̃ Ḃ ẃ"),
        ("emoji", "Well done 👍😀 ☑"),
    ] {
        let text = extracted(words, &format!("hostile-{name}"))?;
        assert!(text.matches(&unspaced(words)).count() >= 15, "{words} in {text}");
    }
    Ok(())
}

#[test]
fn every_latin_letter_is_one_letter() -> Outcome {
    // But the four of medieval Welsh, which no typeface here has.
    let letters = ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1efb}').filter(|letter| letter.is_alphabetic());
    let words: Vec<String> = letters.map(String::from).collect();
    let mut licence = sample::licence();
    licence.travel = words.join(" ");
    let paper = licence.print(&sample::imprint()?)?;
    let text = Reading::of(&paper, "hostile-latin")?.text(1, paper.pages)?;
    let found = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(found.contains(&words.join(" ")), "{found}");
    Ok(())
}

#[test]
fn right_to_left_is_text_and_turns_nothing_else() -> Outcome {
    let text = extracted("שלום", "hostile-hebrew")?;
    assert!(text.matches("שלום").count() >= 14, "{text}");
    let text = extracted("مُحَمَّد علي", "hostile-arabic")?;
    assert!(text.contains("علي"), "{text}");
    let mut turned = sample::licence();
    turned.person.name = "\u{202e}nwodhsA nareiK".to_owned();
    let paper = turned.print(&sample::imprint()?)?;
    let text = Reading::of(&paper, "hostile-turned")?.text(1, 1)?;
    assert!(text.contains("nwodhsA nareiK") && !text.contains('\u{202e}'), "{text}");
    Ok(())
}

#[test]
fn what_cannot_be_shown_is_named() -> Outcome {
    let text = extracted("a\0b\u{7}c 漢字 \u{e000}\u{ffff}", "hostile-control")?;
    let named = "a[U+0000]b[U+0007]c[U+6F22][U+5B57][U+E000][U+FFFF]";
    assert!(text.matches(named).count() >= 15, "{text}");
    Ok(())
}

#[test]
fn a_word_without_end_stays_on_the_paper() -> Outcome {
    let word = "W".repeat(400);
    let paper = licence_of(&word).print(&sample::imprint()?)?;
    let reading = Reading::of(&paper, "hostile-long")?;
    let text = unspaced(&reading.text(1, paper.pages)?);
    assert!(text.matches(&word).count() >= 15, "{text}");
    Ok(())
}
