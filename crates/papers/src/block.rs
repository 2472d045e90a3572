//! The parts that letters and reports are written in: once as a paper, once as the plain text of an e-mail.

use std::fmt::Write;

use serde::Serialize;

/// A part of a letter or report, in the order of reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Block(Part);

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Part {
    Heading { level: u8, words: String },
    Words { words: String },
    Points { items: Vec<String> },
    Steps { items: Vec<String> },
    Facts { rows: Vec<Fact> },
    Notice { words: String },
    Entry { name: String, mark: Option<String>, words: String },
    Table { header: Vec<String>, widths: Vec<u8>, rows: Vec<Vec<String>> },
}

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    name: String,
    /// What is read first, in bold.
    lead: Option<String>,
    /// What explains it.
    words: Option<String>,
}

impl Fact {
    /// A fact in ordinary type.
    pub fn plain(name: &str, words: impl Into<String>) -> Self {
        Self { name: name.to_owned(), lead: None, words: Some(words.into()) }
    }

    /// A fact that is looked for first.
    pub fn strong(name: &str, lead: impl Into<String>) -> Self {
        Self { name: name.to_owned(), lead: Some(lead.into()), words: None }
    }

    /// With more under it.
    #[must_use]
    pub fn with(mut self, words: impl Into<String>) -> Self {
        self.words = Some(words.into());
        self
    }
}

impl Block {
    /// A heading over what follows.
    pub(crate) fn heading(words: impl Into<String>) -> Self {
        Self(Part::Heading { level: 1, words: words.into() })
    }

    /// A heading within a section.
    pub fn subheading(words: impl Into<String>) -> Self {
        Self(Part::Heading { level: 2, words: words.into() })
    }

    /// Paragraphs, with an empty line between them.
    pub fn words(words: impl Into<String>) -> Self {
        Self(Part::Words { words: words.into() })
    }

    /// A list in no order.
    pub fn points(items: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(Part::Points { items: owned(items) })
    }

    /// A list in order.
    pub fn steps(items: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(Part::Steps { items: owned(items) })
    }

    /// Names and what they stand for.
    pub fn facts(rows: impl IntoIterator<Item = Fact>) -> Self {
        Self(Part::Facts { rows: rows.into_iter().collect() })
    }

    /// What must not be overlooked.
    pub fn notice(words: impl Into<String>) -> Self {
        Self(Part::Notice { words: words.into() })
    }

    /// One item of many that may be long: a case note, a letter. What it is and of which day, how it is marked (“To be released”), its words.
    pub fn entry(name: impl Into<String>, mark: Option<String>, words: impl Into<String>) -> Self {
        Self(Part::Entry { name: name.into(), mark, words: words.into() })
    }

    /// What stands where a table or a section would be empty.
    pub(crate) fn nothing() -> Self {
        Self::words("Nothing is recorded.")
    }

    /// Rows under headings; the first cell of a row is the row's own. Widths are shares of the paper's. A row with more cells than there are
    /// headings keeps them all, and where there are no rows it is said that nothing is recorded.
    pub fn table(
        header: impl IntoIterator<Item = impl Into<String>>,
        widths: impl IntoIterator<Item = u8>,
        rows: impl IntoIterator<Item = impl IntoIterator<Item = impl Into<String>>>,
    ) -> Self {
        let mut header = owned(header);
        let mut rows: Vec<Vec<String>> = rows.into_iter().map(owned).collect();
        if rows.is_empty() {
            return Self::nothing();
        }
        let columns = rows.iter().map(Vec::len).chain([header.len(), 1]).max().unwrap_or(1);
        for row in rows.iter_mut().chain([&mut header]) {
            row.resize(columns, String::new());
        }
        let widths = widths.into_iter().map(|width| width.max(1)).chain(std::iter::repeat(1)).take(columns).collect();
        Self(Part::Table { header, widths, rows })
    }
}

fn owned(items: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    items.into_iter().map(Into::into).collect()
}

/// The parts as plain text, for an e-mail: an empty line between them.
pub(crate) fn plain_text(parts: &[Block]) -> String {
    parts.iter().map(text_of).collect::<Vec<_>>().join("\n\n")
}

fn text_of(Block(part): &Block) -> String {
    let lines: Vec<String> = match part {
        Part::Heading { words, .. } | Part::Words { words } | Part::Notice { words } => return words.clone(),
        Part::Points { items } => items.iter().map(|item| format!("- {item}")).collect(),
        Part::Steps { items } => {
            items.iter().enumerate().map(|(place, item)| format!("{}. {item}", place + 1)).collect()
        }
        Part::Facts { rows } => rows.iter().map(fact_text).collect(),
        Part::Entry { name, mark, words } => {
            std::iter::once(name).chain(mark).chain([words]).map(String::clone).collect()
        }
        Part::Table { header, rows, .. } => rows.iter().map(|row| row_text(header, row)).collect(),
    };
    lines.join("\n")
}

fn fact_text(fact: &Fact) -> String {
    let said: Vec<&str> = fact.lead.iter().chain(&fact.words).map(String::as_str).collect();
    format!("{}: {}", fact.name, said.join(", "))
}

fn row_text(header: &[String], row: &[String]) -> String {
    let mut text = String::new();
    for (name, words) in header.iter().zip(row) {
        let parted = if text.is_empty() { "" } else { "; " };
        // Writing to a string cannot fail.
        let _ = write!(text, "{parted}{name}: {words}");
    }
    text
}
