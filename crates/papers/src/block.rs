//! The parts that letters and reports are written in: once as a paper, once as the plain text of an e-mail.

use std::fmt::Write;

use serde::Serialize;

/// A part of a letter or report, in the order of reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Block {
    /// A heading over what follows.
    Heading { words: String },
    /// Paragraphs.
    Words { words: String },
    /// A list in no order.
    Points { items: Vec<String> },
    /// A list in order.
    Steps { items: Vec<String> },
    /// Names and what they stand for.
    Facts { rows: Vec<Fact> },
    /// What must not be overlooked.
    Notice { words: String },
    /// Rows under headings; the first cell of a row is the row's own. Widths are shares.
    Table { header: Vec<String>, widths: Vec<u8>, rows: Vec<Vec<String>> },
}

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Fact {
    name: String,
    /// What is read first, in bold.
    lead: Option<String>,
    /// What explains it.
    words: Option<String>,
}

impl Fact {
    /// A fact in ordinary type.
    pub(crate) fn plain(name: &str, words: impl Into<String>) -> Self {
        Self { name: name.to_owned(), lead: None, words: Some(words.into()) }
    }

    /// A fact that is looked for first.
    pub(crate) fn strong(name: &str, lead: impl Into<String>) -> Self {
        Self { name: name.to_owned(), lead: Some(lead.into()), words: None }
    }

    /// With more under it.
    pub(crate) fn with(mut self, words: impl Into<String>) -> Self {
        self.words = Some(words.into());
        self
    }
}

impl Block {
    pub(crate) fn heading(words: &str) -> Self {
        Self::Heading { words: words.to_owned() }
    }

    pub(crate) fn words(words: impl Into<String>) -> Self {
        Self::Words { words: words.into() }
    }
}

/// The parts as plain text, for an e-mail: an empty line between them.
pub(crate) fn plain_text(parts: &[Block]) -> String {
    parts.iter().map(text_of).collect::<Vec<_>>().join("\n\n")
}

fn text_of(part: &Block) -> String {
    let lines: Vec<String> = match part {
        Block::Heading { words } | Block::Words { words } | Block::Notice { words } => return words.clone(),
        Block::Points { items } => items.iter().map(|item| format!("- {item}")).collect(),
        Block::Steps { items } => {
            items.iter().enumerate().map(|(place, item)| format!("{}. {item}", place + 1)).collect()
        }
        Block::Facts { rows } => rows.iter().map(fact_text).collect(),
        Block::Table { header, rows, .. } => rows.iter().map(|row| row_text(header, row)).collect(),
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
