//! What papers have in common: whose paper it is, whom it is about, who signs.

use serde::Serialize;

/// The prison that issues a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prison {
    /// As it is called: “HMP Aldersyke”.
    pub name: String,
    /// Its address, a line to each part; empty while none is recorded: then nothing is printed of it.
    pub address: String,
    /// The number that somebody answers at any hour; on a letter, empty while none is recorded.
    pub telephone: String,
}

/// Whom a paper is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// First names and surname, as they are spoken: “Kieran Ashdown”.
    pub name: String,
    /// The prison number.
    pub number: String,
    /// The day of birth, as it is printed: “3 March 1993”.
    pub born: String,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signatory {
    /// Their name.
    pub name: String,
    /// Their grade or post.
    pub grade: String,
}

/// Who signed, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signed {
    /// By whom.
    pub by: Signatory,
    /// When: “14 January 2027 at 10:31”.
    pub at: String,
}

impl Person {
    /// “Kieran Ashdown, A4417FK”.
    pub(crate) fn with_number(&self) -> String {
        format!("{}, {}", self.name, self.number)
    }
}
