//! The machinery: a form (a typst template) and words become a tagged PDF. It knows no paper.
//!
//! Words never pass through typst's markup. They are cleaned (`plain`), handed over as one JSON file that exists only in memory, and come back
//! in the template as values, so `#`, `*` or `$` in a note are those characters and nothing else.
//!
//! The PDF is held to PDF/UA-1 by typst itself: a form without a title, with a skipped heading level or a letter without a glyph
//! is an error here, not a poor paper there.

mod plain;
mod typeface;
mod world;

use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};
use thiserror::Error;
use typst::comemo;
use typst::diag::{HintedString, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use world::Desk;

/// The template of one kind of paper. It imports `/paper.typ`, which all share, and reads its words from `/data.json`.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The template's text.
    pub template: &'static str,
}

/// What is said once of one printing. The same imprint and the same words make the same bytes.
#[derive(Debug, Clone)]
pub struct Imprint {
    /// What identifies the paper for ever, for example the application's number with the licence's version. Only its hash gets into the file.
    pub id: String,
    /// When the paper was made: the file's date. What is printed as a date is among the words.
    pub made: Timestamp,
}

/// What a paper says of itself, apart from its words. None of it names a prisoner but the foot.
#[derive(Debug, Clone, Serialize)]
pub struct About {
    /// The title of the file and of its first page.
    pub title: String,
    /// Who publishes it: a prison.
    pub publisher: String,
    /// At the foot of each page, so that a stray page is not lost. Screen readers pass over it.
    pub foot: String,
    /// The protective marking at the head of each page. Screen readers pass over it too, so a paper that has one says it among its words.
    pub marking: Option<String>,
}

/// A file inside the PDF.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name, without a path: readers show it.
    pub name: String,
    /// What it is, in a few words.
    pub description: String,
    /// Its type, such as `application/json`.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Why a paper could not be made.
#[derive(Debug, Error)]
pub enum PaperError {
    /// The words could not be handed over.
    #[error("The paper could not be put together, so none was made. Nothing that is recorded is lost.")]
    Words(#[from] serde_json::Error),
    /// typst could not lay the paper out.
    #[error("The paper could not be laid out ({0}), so none was made. Nothing that is recorded is lost.")]
    Layout(Fault),
    /// What was laid out would not have been a PDF that everybody can read.
    #[error(
        "The paper would not have been readable for everybody ({0}), so none was made. Nothing that is recorded is lost."
    )]
    Writing(Fault),
}

/// Where in which template it went wrong: what is shown, and may be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File and line, as far as they are known.
    pub place: String,
    /// What typst says. It may quote the paper's words, so it is for whoever works on a template.
    pub said: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.place)
    }
}

/// A paper that lies ready: its form, its words and what is inside it. All that is left is typst's.
pub struct Prepared(Desk);

/// Lays out what is needed to print a form with its words, and files inside it.
pub fn prepare(
    form: Form,
    about: &About,
    words: &impl Serialize,
    attachments: &[Attachment],
) -> Result<Prepared, PaperError> {
    Ok(Prepared(Desk::lay(form, data(about, words, attachments)?, attachments)?))
}

impl Prepared {
    /// Prints it.
    pub fn print(&self, imprint: &Imprint) -> Result<Paper, PaperError> {
        let printed = set(&self.0).and_then(|document| write(&self.0, &document, imprint));
        // typst keeps what it has worked out for the next time, the words among it. They do not stay behind.
        comemo::evict(0);
        printed
    }
}

/// Prints a form with its words, and files inside it.
pub fn print(
    form: Form,
    imprint: &Imprint,
    about: &About,
    words: &impl Serialize,
    attachments: &[Attachment],
) -> Result<Paper, PaperError> {
    prepare(form, about, words, attachments)?.print(imprint)
}

/// What a template reads: all words that are not its own.
fn data(about: &About, words: &impl Serialize, attachments: &[Attachment]) -> Result<Vec<u8>, PaperError> {
    let data = json!({
        "about": plain::clean(serde_json::to_value(about)?),
        "paper": plain::clean(serde_json::to_value(words)?),
        "attachments": attachments.iter().map(named).collect::<Vec<_>>(),
        "letters": *typeface::LETTERS,
    });
    Ok(serde_json::to_vec(&data)?)
}

/// How a template names an attachment. The bytes lie beside it, under a name that says nothing.
fn named(attachment: &Attachment) -> Value {
    json!({
        "name": attachment.name,
        "description": attachment.description,
        "media_type": attachment.media_type,
    })
}

fn set(desk: &Desk) -> Result<PagedDocument, PaperError> {
    let Warned { output, warnings: _ } = typst::compile::<PagedDocument>(desk);
    output.map_err(|errors| PaperError::Layout(desk.fault(&errors)))
}

fn write(desk: &Desk, document: &PagedDocument, imprint: &Imprint) -> Result<Paper, PaperError> {
    let unknown = |error: HintedString| Fault { place: "PDF/UA-1".to_owned(), said: error.message().to_string() };
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PaperError::Writing(unknown(error)))?;
    let options = PdfOptions {
        ident: Smart::Custom(imprint.id.clone()),
        creator: Smart::Custom(Some("Throughcare".to_owned())),
        timestamp: stamp(imprint.made),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(document, &options).map_err(|errors| PaperError::Writing(desk.fault(&errors)))?;
    Ok(Paper { pdf, pages: document.pages().len() })
}

/// The file's date, in UTC.
fn stamp(made: Timestamp) -> Option<typst_pdf::Timestamp> {
    let made = made.to_zoned(TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).ok();
    let datetime = Datetime::from_ymd_hms(
        i32::from(made.year()),
        part(made.month())?,
        part(made.day())?,
        part(made.hour())?,
        part(made.minute())?,
        part(made.second())?,
    )?;
    Some(typst_pdf::Timestamp::new_utc(datetime))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FORM: Form = Form {
        template: r#"
            #import "/paper.typ": *
            #let data = json("/data.json")
            #show: paper.with(data)
            #title()
            #prose(data.paper)
        "#,
    };

    fn imprint() -> Imprint {
        Imprint { id: "test".to_owned(), made: "2027-01-22T15:10:00Z".parse().unwrap() }
    }

    fn about() -> About {
        About {
            title: "A test".to_owned(),
            publisher: "HMP Aldersyke".to_owned(),
            foot: "A test".to_owned(),
            marking: None,
        }
    }

    #[test]
    fn typst_warns_of_nothing() {
        let desk = Desk::lay(FORM, data(&about(), &"Words", &[]).unwrap(), &[]).unwrap();
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&desk);
        assert!(output.is_ok());
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn a_template_cannot_ask_for_today_or_for_a_file() {
        for asking in ["#datetime.today()", "#read(\"/etc/passwd\")", "#import \"@preview/any:1.0.0\""] {
            let template: &'static str = Box::leak(format!("#set document(title: [T])\n{asking}").into_boxed_str());
            let printed = print(Form { template }, &imprint(), &about(), &"", &[]);
            assert!(matches!(printed, Err(PaperError::Layout(_))), "{asking}: {printed:?}");
        }
    }

    #[test]
    fn a_paper_that_not_everybody_can_read_is_refused() {
        let without_title = Form { template: "#set document(title: none)\nHello" };
        let printed = print(without_title, &imprint(), &about(), &"", &[]);
        assert!(matches!(&printed, Err(PaperError::Writing(fault)) if fault.said.contains("title")), "{printed:?}");
    }

    #[test]
    fn errors_say_where_and_quote_nobody() {
        let form = Form { template: "#let data = json(\"/data.json\")\n\n#panic(data.paper)" };
        let error = print(form, &imprint(), &about(), &"Kieran", &[]).unwrap_err();
        assert!(error.to_string().contains("(main.typ, line 3)"), "{error}");
        assert!(!error.to_string().contains("Kieran"), "{error}");
        assert!(matches!(error, PaperError::Layout(fault) if fault.said.contains("Kieran")));
    }

    #[test]
    fn a_file_travels_inside() {
        let attachment = Attachment {
            name: "case.json".to_owned(),
            description: "The same as data".to_owned(),
            media_type: "application/json".to_owned(),
            bytes: b"{\"number\":\"A1234BC\"}".to_vec(),
        };
        let with = print(FORM, &imprint(), &about(), &"Words", std::slice::from_ref(&attachment)).unwrap();
        let name = b"case.json";
        assert!(with.pdf.windows(name.len()).any(|window| window == name));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        /// Any text at all: what people type, and what nobody does.
        #[test]
        fn no_text_makes_a_paper_fail(words in any::<String>(), marks in "[\\p{M}\\p{Cf}\\p{So}\\p{Arabic}\\p{Hebrew}a-z \n]{0,40}") {
            let printed = print(FORM, &imprint(), &about(), &format!("{words}\n\n{marks}"), &[]);
            prop_assert!(printed.is_ok(), "{:?}", printed.err());
        }
    }
}
