//! The handover pack: what a community offender manager (COM) is told when responsibility for a prisoner becomes theirs. Its first page is for
//! somebody who knows nothing of the case and has a minute; the last says how to find out whether a copy is genuine.
//!
//! Which sections there are, what is missing and what may be told is decided elsewhere. Here are words, already in the form in which they are read.

mod first_page;
mod sheet;

use crate::press::{self, About, Attachment, Form, Imprint, Paper, PaperError, Prepared};
use crate::shared::{Person, Prison, Signatory, Signed};

use sheet::Sheet;

const FORM: Form = Form { template: include_str!("../../templates/pack.typ") };

/// A version of a pack, with everything that is printed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverPack {
    /// The prison that hands over.
    pub prison: Prison,
    /// Who sends it.
    pub sender: Signatory,
    /// Who it is for: “Westmoor PDU”.
    pub recipient: String,
    /// The protective marking: “OFFICIAL-SENSITIVE”.
    pub marking: String,
    /// The version, from 1.
    pub version: u32,
    /// The day of the version: “14 January 2027”.
    pub date: String,
    /// Whom it is about.
    pub prisoner: Prisoner,
    /// What has to be understood in a minute.
    pub first: FirstPage,
    /// What changed since the version before; nothing in the first.
    pub since: Option<Since>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// What is not in it.
    pub left_out: Vec<LeftOut>,
    /// Who sealed it.
    pub signed: Signed,
    /// What tells this pack from every other, short enough to be read out.
    pub check_code: String,
    /// The whole of what the check code is the beginning of.
    pub fingerprint: String,
}

/// Whom a pack is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prisoner {
    /// Name, prison number, day of birth.
    pub person: Person,
    /// The case reference number of probation, if it is known.
    pub crn: Option<String>,
    /// The number in the Police National Computer, if it is known.
    pub pnc: Option<String>,
}

/// What has to be understood in a minute. It is one page: what there is too much of for that is shortened there, and says where the rest stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstPage {
    /// Who this is, and where in the sentence; what matters most first.
    pub who: Vec<Glance>,
    /// What the risk is, and to whom; what matters most first.
    pub risk: Vec<Glance>,
    /// What must happen in the next 14 days, the earliest first.
    pub next: Vec<Due>,
    /// Whom to ring.
    pub ring: Vec<Contact>,
}

/// A row as it stands on the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// The row, with all that it says.
    pub row: Row,
    /// The section in which it stands too; nothing if it is in none.
    pub section: Option<u32>,
}

/// Something that must happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// By when: “22 January 2027”.
    pub by: String,
    /// What.
    pub what: String,
    /// Who does it.
    pub who: String,
}

/// Somebody to ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// Their part in the case: “Key worker”.
    pub part: String,
    /// Their telephone number; empty where none is recorded.
    pub phone: String,
    /// Their address of e-mail; empty where none is recorded.
    pub email: String,
}

/// What changed since a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The version before.
    pub version: u32,
    /// The day of it.
    pub date: String,
    /// The changes, in the order of the sections.
    pub changes: Vec<Change>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The section that it is in.
    pub section: u32,
    /// What it is about: “Conditional release”, “Key-work sessions”.
    pub words: String,
    /// What is there now: “5 October 2027”, “2 added”.
    pub now: String,
    /// What was there before, where that can be said.
    pub was: Option<String>,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its number.
    pub number: u32,
    /// What it is about.
    pub title: String,
    /// How it stands: “Ready”, “Explained”.
    pub state: String,
    /// What is recorded.
    pub rows: Vec<Row>,
    /// What is missing, and why.
    pub gaps: Vec<Gap>,
    /// What somebody wrote for this pack.
    pub words: Vec<OwnWords>,
    /// What is told at length.
    pub tables: Vec<Table>,
}

/// Something that is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// What is recorded; empty where nothing is.
    pub value: String,
    /// What was said before instead, where that matters.
    pub was: Option<String>,
    /// Where it comes from, and of which day.
    pub from: String,
    /// How it stands, unless it is simply held: “Not due yet”, “No answer yet”.
    pub state: Option<String>,
    /// Whether it was put in from what not everybody may read.
    pub restricted: bool,
}

/// Something that is missing, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What is missing, after “Gap, explained:”: “no release address yet”.
    pub what: String,
    /// Why, as it was chosen: “Not known yet, being worked on”.
    pub cause: String,
    /// What the COM should know or do.
    pub words: String,
    /// Who explained it.
    pub by: String,
    /// On which day.
    pub on: String,
}

/// What somebody wrote for this pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWords {
    /// Their words.
    pub text: String,
    /// Who wrote them.
    pub by: String,
    /// On which day.
    pub on: String,
}

/// Rows under headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it lists.
    pub title: String,
    /// What stands over each column.
    pub header: Vec<String>,
    /// How wide each column is, as a share.
    pub widths: Vec<u8>,
    /// Its rows; the first cell of a row is the row's own.
    pub rows: Vec<Vec<String>>,
    /// Whether it was put in from what not everybody may read.
    pub restricted: bool,
}

/// What is not in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What kind of thing: “Restricted case notes”.
    pub what: String,
    /// How many of it.
    pub count: u32,
    /// Whom to ask for it.
    pub ask: String,
}

impl HandoverPack {
    /// Prints it, with files inside: its own content as data.
    pub fn print(&self, imprint: &Imprint, attachments: &[Attachment]) -> Result<Paper, PaperError> {
        self.prepare(attachments)?.print(imprint)
    }

    /// Makes it ready to be printed, with files inside.
    pub fn prepare(&self, attachments: &[Attachment]) -> Result<Prepared, PaperError> {
        let title = format!("Handover pack, version {}", self.version);
        let about = About {
            foot: format!("{}: {title}", self.prisoner.person.with_number()),
            title,
            publisher: self.prison.name.clone(),
            marking: Some(self.marking.clone()),
        };
        press::prepare(FORM, &about, &Sheet::of(self, attachments), attachments)
    }
}
