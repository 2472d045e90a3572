//! A sealed pack opens with its words, in other programs too, and shows nothing without them.

use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};
use pack::LIMIT;
use pack::content::Pack;
use pack::seal::{OpenError, SealError, open_pdf, read_pdf, seal_pdf};
use pack::words::Words;
use proof::{Outcome, Proof};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::printed::{Layout, SENTENCE, TITLE, bare, printed, with_attachment};
use crate::sample::{pack, rng};

/// The first that are short: Poppler's programs take no more than 32 letters from the command line, of the 127 that the form allows.
fn words() -> Words {
    (1..).map(|seed| Words::make(&mut rng(seed))).find(|words| words.as_str().len() <= 32).expect("short ones")
}

fn sealed(layout: Layout) -> Vec<u8> {
    seal_pdf(&printed(layout), &words(), &mut rng(32)).expect("it can be sealed")
}

fn refused(file: &[u8], words: &Words) -> OpenError {
    open_pdf(file, words).err().expect("refused")
}

#[test]
fn other_programs_open_it_with_the_words_and_not_without() -> Outcome {
    for layout in [Layout::Plain, Layout::Packed] {
        let file = sealed(layout);
        let reading = Proof::of(&file, Some(words().as_str()))?;
        let checked = String::from_utf8(reading.qpdf(&["--check"])?)?;
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        assert!(!checked.contains("WARNING"), "{checked}");
        assert_eq!(reading.poppler("pdftotext", &["-raw"], &["-"])?.trim(), format!("{TITLE}\n{SENTENCE}"));

        for closed in [None, Some("other words that are not right"), Some("")] {
            let reading = Proof::of(&file, closed)?;
            let said = reading.qpdf(&["--check"]).expect_err("closed").to_string();
            assert!(said.contains("invalid password"), "{said}");
            let said = reading.poppler("pdftotext", &[], &["-"]).expect_err("closed").to_string();
            assert!(said.contains("Incorrect password"), "{said}");
        }
    }
    Ok(())
}

#[test]
fn it_is_closed_by_aes_256_of_revision_6_and_allows_reading_aloud_and_printing() -> Outcome {
    let reading = Proof::of(&sealed(Layout::Plain), Some(words().as_str()))?;
    let said = String::from_utf8(reading.qpdf(&["--show-encryption"])?)?;
    let lines: Vec<&str> = said.lines().collect();
    for line in [
        "R = 6",
        "extract for accessibility: allowed",
        "extract for any purpose: not allowed",
        "print low resolution: allowed",
        "print high resolution: allowed",
        "modify anything: not allowed",
        "stream encryption method: AESv3",
        "string encryption method: AESv3",
        "file encryption method: AESv3",
    ] {
        assert!(lines.contains(&line), "{line}\n{said}");
    }
    Ok(())
}

#[test]
fn it_stays_tagged_and_titled_and_for_everybody() -> Outcome {
    for layout in [Layout::Plain, Layout::Packed] {
        let reading = Proof::of(&sealed(layout), Some(words().as_str()))?;
        let info = reading.poppler("pdfinfo", &[], &[])?;
        let says = |key: &str| info.lines().find_map(|line| line.strip_prefix(key)).map(str::trim).unwrap_or_default();
        assert_eq!((says("Title:"), says("Tagged:"), says("PDF version:")), (TITLE, "yes", "1.7"), "{info}");
        assert!(says("Encrypted:").starts_with("yes") && says("Encrypted:").contains("AES-256"), "{info}");
        assert!(reading.poppler("pdfinfo", &["-meta"], &[])?.contains("<pdfuaid:part>1</pdfuaid:part>"));
        let structure = reading.poppler("pdfinfo", &["-struct-text"], &[])?;
        assert!(
            structure.contains(&format!("\"{TITLE}\"")) && structure.contains(&format!("\"{SENTENCE}\"")),
            "{structure}"
        );
        let objects = String::from_utf8(reading.qpdf(&["--json"])?)?;
        assert!(objects.contains(r#""/DisplayDocTitle": true"#) && objects.contains(r#""/ExtensionLevel": 8"#));
        assert!(objects.contains(r#""/Lang": "u:en-GB""#));
    }
    Ok(())
}

#[test]
fn what_is_attached_comes_out_as_it_went_in() -> Outcome {
    for layout in [Layout::Plain, Layout::Packed] {
        let file = sealed(layout);
        let reading = Proof::of(&file, Some(words().as_str()))?;
        assert!(String::from_utf8(reading.qpdf(&["--list-attachments"])?)?.starts_with("pack.json -> "));
        assert_eq!(reading.qpdf(&["--show-attachment=pack.json"])?, pack().to_json());

        let opened = open_pdf(&file, &words()).expect("opened");
        assert_eq!(opened.json, pack().to_json());
        assert_eq!(Pack::read(&opened.json)?, pack());
        let reading = Proof::of(&opened.pdf, None)?;
        assert!(String::from_utf8(reading.qpdf(&["--check"])?)?.contains("File is not encrypted"));
        assert_eq!(reading.poppler("pdftotext", &["-raw"], &["-"])?.trim(), format!("{TITLE}\n{SENTENCE}"));
        assert!(reading.poppler("pdfinfo", &[], &[])?.contains("Tagged:          yes"));
        assert_eq!(reading.qpdf(&["--show-attachment=pack.json"])?, pack().to_json());
    }
    Ok(())
}

#[test]
fn nothing_of_it_stands_in_the_clear() {
    for layout in [Layout::Plain, Layout::Packed] {
        let file = sealed(layout);
        for canary in ["Ashdown", "ASHDOWN", "pdfuaid", "en-GB", "pack.json", "branch", "printed 16 bytes"] {
            let there = |bytes: &[u8]| bytes.windows(canary.len()).any(|part| part == canary.as_bytes());
            assert!(!there(&file), "{canary}");
        }
        let again = seal_pdf(&printed(layout), &words(), &mut rng(33)).expect("sealed");
        assert_ne!(file, again);
    }
}

#[test]
fn words_open_it_however_they_were_typed() -> Outcome {
    let typed = words().as_str().to_uppercase().replace(' ', " - ");
    let typed = Words::parse(&typed).expect("six words");
    assert!(open_pdf(&sealed(Layout::Plain), &typed).is_ok());
    let long =
        (1..).map(|seed| Words::make(&mut rng(seed))).find(|words| words.as_str().len() > 44).expect("long ones");
    assert_eq!(refused(&sealed(Layout::Plain), &long), OpenError::WrongWords);
    let file = seal_pdf(&printed(Layout::Plain), &long, &mut rng(35)).expect("sealed");
    assert!(open_pdf(&file, &long).is_ok());
    assert!(Proof::of(&file, Some(long.as_str()))?.qpdf(&["--check"]).is_ok());
    assert_eq!(refused(&file, &words()), OpenError::WrongWords);
    Ok(())
}

#[test]
fn what_cannot_be_sealed_is_said() {
    let seal = |pdf: &[u8]| seal_pdf(pdf, &words(), &mut rng(34)).expect_err("refused");
    assert_eq!(seal(b""), SealError::NotAPdf);
    assert_eq!(seal(b"%PDF-1.7\nnothing"), SealError::NotAPdf);
    assert_eq!(seal(&sealed(Layout::Plain)), SealError::SealedAlready);
    assert_eq!(seal(&bare()), SealError::NoContent);
    assert_eq!(seal(&with_attachment(Layout::Plain, "other.json", b"{}")), SealError::NoContent);
}

/// A printed pack, closed by somebody else under the same words.
fn closed(version: impl FnOnce(&Document) -> EncryptionState) -> Vec<u8> {
    let mut document = Document::load_mem(&printed(Layout::Plain)).expect("a PDF");
    let state = version(&document);
    document.encrypt(&state).expect("encrypted");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory takes it");
    bytes
}

#[test]
fn what_was_not_sealed_by_us_is_no_sealed_pack() {
    assert_eq!(refused(b"", &words()), OpenError::NotAPack);
    assert_eq!(refused(&pack().to_json(), &words()), OpenError::NotAPack);
    assert_eq!(refused(&printed(Layout::Plain), &words()), OpenError::NotAPack);
    assert_eq!(refused(&printed(Layout::Packed), &words()), OpenError::NotAPack);
    assert_eq!(refused(&vec![b'%'; LIMIT + 1], &words()), OpenError::TooLarge);

    let words = words();
    let weak: Arc<dyn CryptFilter> = Arc::new(Aes128CryptFilter);
    let older = closed(|document| {
        EncryptionState::try_from(EncryptionVersion::V4 {
            document,
            encrypt_metadata: true,
            crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), weak)]),
            stream_filter: b"StdCF".to_vec(),
            string_filter: b"StdCF".to_vec(),
            owner_password: "owner",
            user_password: words.as_str(),
            permissions: Permissions::all(),
        })
        .expect("older")
    });
    assert_eq!(refused(&older, &words), OpenError::NotAPack);

    let strong: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let in_the_clear = |stream: &'static [u8], string: &'static [u8]| {
        closed(|_| {
            EncryptionState::try_from(EncryptionVersion::V5 {
                encrypt_metadata: true,
                crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), strong.clone())]),
                file_encryption_key: &[9; 32],
                stream_filter: stream.to_vec(),
                string_filter: string.to_vec(),
                owner_password: "owner",
                user_password: words.as_str(),
                permissions: Permissions::all(),
            })
            .expect("in part")
        })
    };
    assert_eq!(refused(&in_the_clear(b"Identity", b"StdCF"), &words), OpenError::NotAPack);
    assert_eq!(refused(&in_the_clear(b"StdCF", b"Identity"), &words), OpenError::NotAPack);
    // by the same means as ours, and without the fingerprint that is put beside the content
    assert_eq!(refused(&in_the_clear(b"StdCF", b"StdCF"), &words), OpenError::Damaged);
}

#[test]
fn a_file_that_did_not_arrive_whole_is_damaged() {
    let file = sealed(Layout::Plain);
    for length in (5..file.len()).step_by(97) {
        let why = refused(&file[..length], &words());
        assert_eq!(why, OpenError::Damaged, "{length} of {} bytes", file.len());
    }
}

#[test]
fn what_came_out_of_an_envelope_is_read_without_words() {
    for layout in [Layout::Plain, Layout::Packed] {
        let opened = read_pdf(&printed(layout)).expect("a printed pack");
        assert_eq!((opened.pdf, opened.json), (printed(layout), pack().to_json()));
        assert_eq!(read_pdf(&sealed(layout)).err(), Some(OpenError::NotAPack), "this one is closed by words");
    }
    assert_eq!(read_pdf(&with_attachment(Layout::Plain, "other.json", b"{}")).err(), Some(OpenError::NotAPack));
    assert_eq!(read_pdf(b"%PDF-1.7").err(), Some(OpenError::Damaged));
}

static SEALED: LazyLock<Vec<u8>> = LazyLock::new(|| sealed(Layout::Plain));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_altered_bit_alters_what_is_attached(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut file = SEALED.clone();
        let at = at.index(file.len());
        file[at] ^= 1 << bit;
        if let Ok(opened) = open_pdf(&file, &words()) {
            prop_assert!(opened.json == pack().to_json(), "bit {} of byte {}", bit, at);
        }
    }

    #[test]
    fn no_bytes_open_or_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let file = [b"%PDF-1.7\n".as_slice(), &bytes].concat();
        prop_assert!(open_pdf(&file, &words()).is_err());
    }
}
