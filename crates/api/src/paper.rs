//! The papers that are made from a case: what a person has to decide before one is made, and making it.

use serde::{Deserialize, Serialize};

use crate::LeftOutView;

/// A paper that is made from a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CasePaper {
    /// For the offender management unit of the prison to which somebody goes.
    CaseSummary,
    /// What the prison's record has for a dossier of the Parole Board.
    ParoleExtract,
    /// The answer to somebody who asks what is held about them.
    SubjectAccess,
    /// Who knew, did and decided what, in the order of time.
    Chronology,
}

impl CasePaper {
    /// Every paper, in the order in which screens list them.
    pub const ALL: [Self; 4] = [Self::CaseSummary, Self::ParoleExtract, Self::SubjectAccess, Self::Chronology];

    /// What it is called, before whoever makes it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::CaseSummary => "Case summary for a transfer",
            Self::ParoleExtract => "Extract for a parole dossier",
            Self::SubjectAccess => "Subject access: everything held",
            Self::Chronology => "Chronology for a defensible decision",
        }
    }

    /// What it is for.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::CaseSummary => {
                "For the offender management unit that takes the case over: sentence, risk, plan, temporary releases, what is owed next."
            }
            Self::ParoleExtract => {
                "For whoever puts the dossier together: progress, conduct, temporary releases, risk, release plan. The prisoner reads it."
            }
            Self::SubjectAccess => {
                "For the prisoner who asks what is held about them. What is restricted, sensitive or about somebody else is decided on first, item by item."
            }
            Self::Chronology => {
                "For a review of what was done: what was known, done and decided, by whom and on which grounds, in the order of time."
            }
        }
    }

    /// What is never in it.
    pub const fn without(self) -> &'static str {
        match self {
            Self::CaseSummary => "Without sensitive and restricted material.",
            Self::ParoleExtract => {
                "Without sensitive and restricted material, victims, family, contacts and the words of notes."
            }
            Self::SubjectAccess => "Without what was not given out item by item.",
            Self::Chronology => "Without restricted material.",
        }
    }

    /// Whether a person decides on items before it is made.
    pub const fn is_reviewed(self) -> bool {
        matches!(self, Self::SubjectAccess)
    }
}

/// Asks what has to be decided before a paper is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCasePaper {
    /// Prison number.
    pub number: String,
    /// Which paper.
    pub paper: CasePaper,
}

/// What has to be decided before a paper is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CasePaperReviewView {
    /// How many items are held in all, as far as the reader may know.
    pub held: u32,
    /// Each item that is given out only if somebody decides so: what is restricted first, then what is sensitive, then the rest by time.
    pub items: Vec<PaperItemView>,
    /// What is left out whatever is decided.
    pub left_out: Vec<LeftOutView>,
    /// What else its maker should know of what is not in it, in sentences.
    pub notes: Vec<String>,
}

/// Something that is given out only if somebody decides so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaperItemView {
    /// What tells it apart, words and all: once it is amended it is another item, to be decided on again.
    pub key: String,
    /// What it is, without its words.
    pub what: String,
    /// When it happened, local to the minute; only the day where the record has no time.
    pub at: String,
    /// Who wrote it, or where it comes from.
    pub by: String,
    /// Why it is listed.
    pub why: String,
    /// Its words; nothing where they are restricted: those are opened for a reason, where they stand.
    pub words: Option<String>,
}

/// Makes a paper, as a PDF in a file. That it was made is recorded, and each restricted item that goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportCasePaper {
    /// Prison number.
    pub number: String,
    /// Which paper.
    pub paper: CasePaper,
    /// What was decided, item by item.
    pub decisions: Vec<PaperDecision>,
    /// The file, which must not exist.
    pub file: String,
}

/// What was decided about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaperDecision {
    /// Which item.
    pub key: String,
    /// What was decided.
    pub choice: PaperChoice,
}

/// What can be decided about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PaperChoice {
    /// It goes with the paper.
    GiveOut,
    /// It does not. The paper says that something was left out, and this reason.
    LeaveOut {
        /// Why, for the paper's reader.
        reason: String,
    },
}
