//! Whatever somebody writes is printed as they wrote it: nothing of it is obeyed, nothing of it is lost. That no text makes a paper fail is
//! asked of any text in `press`.

use papers::licence::LicenceCondition;

use crate::reading::{Outcome, Reading};
use crate::sample;

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

/// The text without what a line's end or a narrow column does to it.
fn unspaced(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{200b}').collect()
}

/// What pdftotext finds of a licence that has these words in 15 places.
fn extracted(words: &str, name: &str) -> Outcome<String> {
    let paper = licence_of(words).print(&sample::imprint()?)?;
    let reading = Reading::of(&paper, name)?;
    reading.is_for_everybody("Temporary release licence")?;
    Ok(unspaced(&reading.text(1, paper.pages)?))
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
