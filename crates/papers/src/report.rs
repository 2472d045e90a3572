//! Papers that are put together from parts: the case summary for a transfer, the extract for a parole dossier, the record of who knew and
//! decided what, the answer to somebody's request for what is held about them. What such a paper has to say is its caller's.

use serde::Serialize;

use crate::block::{Block, Fact};
use crate::press::{self, About, Attachment, Form, Imprint, Paper, PaperError};
use crate::shared::{Person, Prison, Signatory, Signed};

const FORM: Form = Form { template: include_str!("../templates/report.typ") };

/// A paper about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it is called. It names nobody, since it is the file's title too.
    pub title: String,
    /// What stands under the title: whose paper it is, of which day or record.
    pub under: String,
    /// What it is called at the foot of each page, after whom it is about: “temporary release R-2027-0041”.
    pub foot: String,
    /// The prison.
    pub prison: Prison,
    /// Whom it is about.
    pub person: Person,
    /// The protective marking at the head of each page: “OFFICIAL-SENSITIVE”.
    pub marking: Option<String>,
    /// What is read first, after the name.
    pub facts: Vec<Fact>,
    /// What stands before the first section.
    pub lead: Vec<Block>,
    /// Its sections; one without blocks says that nothing is recorded.
    pub sections: Vec<Section>,
    /// Who wrote it, and when.
    pub signed: Signed,
    /// What proves which record this paper is of.
    pub check_code: Option<String>,
}

/// A part of a report under its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A report as its template reads it.
#[derive(Debug, Serialize)]
struct Sheet {
    under: String,
    parts: Vec<Block>,
    /// What stays together on one page.
    end: Vec<Block>,
}

impl Report {
    /// Prints it, with files inside.
    pub fn print(&self, imprint: &Imprint, attachments: &[Attachment]) -> Result<Paper, PaperError> {
        let about = About {
            title: self.title.clone(),
            publisher: self.prison.name.clone(),
            foot: format!("{}: {}", self.person.with_number(), self.foot),
            marking: self.marking.clone(),
        };
        press::print(FORM, imprint, &about, &self.sheet(), attachments)
    }

    fn sheet(&self) -> Sheet {
        let under: Vec<&str> = std::iter::once(&self.under).chain(&self.marking).map(String::as_str).collect();
        let Person { name, number, born } = &self.person;
        let prisoner = Fact::strong("Prisoner", name).with(format!("Number {number}, born {born}"));
        let facts = Block::facts(std::iter::once(prisoner).chain(self.facts.iter().cloned()));
        let parts = std::iter::once(facts).chain(self.lead.iter().cloned());
        let parts = parts.chain(self.sections.iter().flat_map(Section::parts));
        Sheet { under: under.join("\n\n"), parts: parts.collect(), end: self.end() }
    }

    fn end(&self) -> Vec<Block> {
        let Signed { by: Signatory { name, grade }, at } = &self.signed;
        let mut end = vec![Block::heading("Written by"), Block::words(format!("{name}, {grade}, {at}"))];
        end.extend(self.check_code.iter().map(|code| Block::words(format!("Check code: {code}"))));
        end
    }
}

impl Section {
    /// A section.
    pub fn new(title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { title: title.into(), blocks }
    }

    fn parts(&self) -> Vec<Block> {
        let blocks = if self.blocks.is_empty() { vec![Block::nothing()] } else { self.blocks.clone() };
        std::iter::once(Block::heading(&self.title)).chain(blocks).collect()
    }
}
