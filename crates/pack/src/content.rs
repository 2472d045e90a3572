//! What a pack says, as data: the JSON that is attached to the PDF, and that the next pack is compared with.
//!
//! **One form.** [`Pack::to_json`] writes the same bytes for the same content on every machine: fields in the order in which they stand
//! here, no maps, nothing left out (what is not known is `null`). The fingerprint is of these bytes, as they are attached.
//!
//! **Versions.** `schema` names the form, and there is no smaller number behind it. A field that this form does not have is refused, not
//! passed over: in a handover, what the older program would drop in silence may be the one thing that had to arrive. So whoever adds a
//! field adds a schema, and the older program says that it is too old and that the PDF says the same. [`Pack::read`] finds the form first
//! and reads each by its own type; schema 2 will be a branch there, and schema 1 a type that turns into the new one.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::difference::Change;

/// What every form's name begins with.
const FAMILY: &str = "throughcare-pack/";
/// The newest form that is read, and the one that is written.
const NEWEST: u32 = 1;
/// How much JSON is read at most, in bytes. Fifteen sections of a long sentence are some 200 kB.
pub const LIMIT: usize = 8 << 20;

/// The form of a pack's JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Schema {
    /// The first.
    #[default]
    #[serde(rename = "throughcare-pack/1")]
    One,
}

/// A handover pack: what the prison tells the community about one person before release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pack {
    /// The form.
    pub schema: Schema,
    /// Which pack; each version has its own.
    pub id: Uuid,
    /// The version, from 1.
    pub version: u32,
    /// When it was put together.
    pub made: Timestamp,
    /// Who hands over.
    pub from: Sender,
    /// Who takes over.
    pub to: Recipient,
    /// Whom it is about.
    pub prisoner: Prisoner,
    /// The first page, made from the sections' own rows.
    pub first: FirstPage,
    /// The sections, by rising number.
    pub sections: Vec<Section>,
    /// What was left out on purpose.
    pub left_out: Vec<LeftOut>,
    /// What is new since the version before; nothing in the first.
    pub since: Option<Since>,
}

/// The prison and the member of staff who hand over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sender {
    /// The prison's name.
    pub prison: String,
    /// Its code of three letters.
    pub prison_code: String,
    /// The member of staff: as a rule the prison offender manager.
    pub name: String,
    /// Their post.
    pub post: String,
    /// Where they are rung.
    pub phone: Option<String>,
    /// Where they are written to.
    pub email: Option<String>,
}

/// Who takes over in the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recipient {
    /// The community offender manager, or the team where nobody is allocated yet.
    pub name: String,
    /// Their team or delivery unit.
    pub team: Option<String>,
    /// Where they are written to.
    pub email: Option<String>,
    /// Where they are rung.
    pub phone: Option<String>,
}

/// Whom the pack is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Prisoner {
    /// The prison number.
    pub number: String,
    /// The name, as the prison writes it.
    pub name: String,
    /// The date of birth.
    pub born: Option<Date>,
    /// The case reference number of probation.
    pub crn: Option<String>,
    /// The number of the Police National Computer.
    pub pnc: Option<String>,
}

/// What the reader needs who reads no further.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FirstPage {
    /// Who it is.
    pub who: Vec<Row>,
    /// What risk there is.
    pub risk: Vec<Row>,
    /// What has to happen next, the soonest first.
    pub next: Vec<Next>,
    /// Whom to ring.
    pub ring: Vec<Ring>,
}

/// Something that has to happen in the next days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Next {
    /// The last day for it.
    pub by: Date,
    /// What it is.
    pub what: String,
    /// Whose it is to do.
    pub who: String,
}

/// Somebody to ring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ring {
    /// The name.
    pub name: String,
    /// Their part in the case: “Key worker”.
    pub part: String,
    /// The telephone number.
    pub phone: Option<String>,
    /// The address for e-mail.
    pub email: Option<String>,
}

/// One section of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Section {
    /// Its number, which keeps its meaning from version to version.
    pub number: u8,
    /// Its title.
    pub title: String,
    /// Whether it is complete.
    pub state: SectionState,
    /// What the record holds for it.
    pub rows: Vec<Row>,
    /// Lists: sessions, programmes, adjudications.
    pub tables: Vec<Table>,
    /// What the prison offender manager adds.
    pub words: Option<OwnWords>,
    /// What is missing, and why.
    pub gaps: Vec<ExplainedGap>,
}

/// Whether a section is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SectionState {
    /// Nothing is missing.
    Ready,
    /// Something is missing, and each gap says why.
    Explained,
    /// Something is missing without a word about it. No such pack is sealed.
    Gap,
}

/// One thing that is known, or that should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Row {
    /// What tells it apart in its section, the same in every version.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it says; empty where nothing is held.
    pub value: String,
    /// Where it comes from, in words.
    pub from: String,
    /// On which day that was so.
    pub on: Option<Date>,
    /// How it stands.
    pub state: RowState,
    /// What it said before, where that matters to the reader.
    pub was: Option<String>,
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RowState {
    /// The record holds it.
    Held,
    /// It is not due yet.
    Later,
    /// It was asked for and has not come.
    Asked,
    /// It is missing.
    Gap,
    /// It is older than it may be.
    Stale,
    /// The record says two things that cannot both be so.
    Contradicts,
}

impl fmt::Display for RowState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Held => "held",
            Self::Later => "not due yet",
            Self::Asked => "asked for",
            Self::Gap => "missing",
            Self::Stale => "out of date",
            Self::Contradicts => "contradicts itself",
        })
    }
}

/// A list within a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Table {
    /// What is in it, in the plural: “key-work sessions”. Tells it apart in its section, the same in every version.
    pub title: String,
    /// The columns' names.
    pub header: Vec<String>,
    /// The cells of each row, one for each column.
    pub rows: Vec<Vec<String>>,
}

/// The prison offender manager's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnWords {
    /// The words; paragraphs are apart by an empty line.
    pub text: String,
    /// Who wrote them.
    pub by: String,
    /// On which day.
    pub on: Date,
}

/// Why something is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExplainedGap {
    /// The row's key.
    pub key: String,
    /// What is missing.
    pub what: String,
    /// The cause, from a list.
    pub cause: String,
    /// What the community offender manager should know or do.
    pub words: String,
    /// Who explained it.
    pub by: String,
    /// On which day.
    pub on: Date,
}

/// What was left out on purpose: counted and said, never blacked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeftOut {
    /// What kind of thing.
    pub what: String,
    /// How many.
    pub count: u32,
    /// Whom to ask for it.
    pub ask: String,
}

/// What is new since an earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Since {
    /// The earlier version's number.
    pub version: u32,
    /// When that was put together.
    pub made: Timestamp,
    /// The changes, in the order of the sections.
    pub changes: Vec<Change>,
}

/// Why a file was not read as a pack. The texts are for people and repeat nothing of the file.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// Larger than any pack is.
    #[error("This is larger than any pack (8 MiB at most), so it was not read. Check that it is the right file.")]
    TooLarge,
    /// Something else.
    #[error("This is not a handover pack. Check that it is the file that the prison sent.")]
    NotAPack,
    /// A form that this version does not know yet.
    #[error(
        "This was made by a later version of Throughcare: it is a pack of form {found}, and this version reads up to form {NEWEST}. Update \
         Throughcare to read it; until then, the PDF itself says the same."
    )]
    Newer {
        /// The form's number.
        found: u32,
    },
    /// A pack by its name, and not in the form of one.
    #[error(
        "This says that it is a handover pack, but it is damaged or was altered: it is not in the form of one at line {line}, column \
         {column}. Ask the prison to send it again."
    )]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// In the form of a pack, and says one thing twice.
    #[error(
        "This pack contradicts its own form: section {section} is out of order or says the same row twice. Ask the prison to send it again."
    )]
    Repeated {
        /// The section's number.
        section: u8,
    },
}

impl ReadError {
    fn damaged(error: &serde_json::Error) -> Self {
        Self::Damaged { line: error.line(), column: error.column() }
    }
}

/// As much of a pack as tells its form, whatever else the form has.
#[derive(Deserialize)]
struct Head {
    schema: String,
}

impl Pack {
    /// The pack as JSON, the same bytes for the same pack.
    pub fn to_json(&self) -> Vec<u8> {
        // text, whole numbers and dates in structures: there is nothing here that JSON cannot say
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads the JSON of a pack, of this form or an older one. Sections that this version does not know are kept as they are, and none is
    /// missed: which there should be is decided where a pack is put together.
    ///
    /// # Errors
    /// What it is instead of a pack, and what to do.
    pub fn read(json: &[u8]) -> Result<Self, ReadError> {
        if json.len() > LIMIT {
            return Err(ReadError::TooLarge);
        }
        match form(json)? {
            1 => serde_json::from_slice::<Self>(json).map_err(|error| ReadError::damaged(&error))?.checked(),
            found => Err(ReadError::Newer { found }),
        }
    }

    fn checked(self) -> Result<Self, ReadError> {
        let mut last = None;
        for section in &self.sections {
            let mut keys = BTreeSet::new();
            if last >= Some(section.number) || !section.rows.iter().all(|row| keys.insert(&row.key)) {
                return Err(ReadError::Repeated { section: section.number });
            }
            last = Some(section.number);
        }
        Ok(self)
    }
}

/// The number of the form that some JSON says it is in.
fn form(json: &[u8]) -> Result<u32, ReadError> {
    let head: Head = serde_json::from_slice(json).map_err(|error| {
        let ours = json.get(..64).unwrap_or(json).windows(FAMILY.len()).any(|part| part == FAMILY.as_bytes());
        if ours { ReadError::damaged(&error) } else { ReadError::NotAPack }
    })?;
    let number = head.schema.strip_prefix(FAMILY).filter(|number| number.bytes().all(|digit| digit.is_ascii_digit()));
    number.and_then(|number| number.parse().ok()).filter(|number| *number > 0).ok_or(ReadError::NotAPack)
}
