//! The report of a release that failed: the questions of the national form with their answers, and what was done by whom at what time. Which
//! questions there are is the caller's; an answer that is missing is printed as missing.

use serde::Serialize;

use crate::block::{Block, Fact};
use crate::press::{self, About, Form, Imprint, Paper, PaperError};
use crate::shared::{Person, Prison, Signatory};

const FORM: Form = Form { template: include_str!("../templates/report.typ") };

/// The report of one release that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureReport {
    /// The prison.
    pub prison: Prison,
    /// The application's number.
    pub reference: String,
    /// Who failed to keep the licence.
    pub person: Person,
    /// The kind of release, and what it was for.
    pub release: String,
    /// When they went out: “Thursday 28 January 2027 at 07:02”.
    pub out: String,
    /// When they had to be back.
    pub due: String,
    /// When they came back; nothing while they have not.
    pub back: Option<String>,
    /// The questions, part by part.
    pub sections: Vec<Section>,
    /// What was done, in the order of time.
    pub log: Vec<LogLine>,
    /// Who wrote the report.
    pub written_by: Signatory,
    /// When it was written.
    pub written_at: String,
    /// What proves which record this report is of.
    pub check_code: String,
}

/// A part of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// Its questions.
    pub answers: Vec<Answer>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question, as the form asks it.
    pub question: String,
    /// The answer; nothing while there is none.
    pub answer: Option<String>,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When: “28 January 2027, 17:45”.
    pub at: String,
    /// What was done or learned.
    pub what: String,
    /// By whom.
    pub by: String,
}

/// A report as its template reads it.
#[derive(Debug, Serialize)]
struct Report {
    under: String,
    parts: Vec<Block>,
}

impl FailureReport {
    /// Prints it.
    pub fn print(&self, imprint: &Imprint) -> Result<Paper, PaperError> {
        let about = About {
            title: "Temporary release failure report".to_owned(),
            publisher: self.prison.name.clone(),
            foot: format!("{}: temporary release {}", self.person.with_number(), self.reference),
        };
        let report = Report { under: format!("{}, {}", self.prison.name, self.reference), parts: self.parts() };
        press::print(FORM, imprint, &about, &report, &[])
    }

    fn parts(&self) -> Vec<Block> {
        let mut parts = vec![Block::Facts { rows: self.facts() }];
        let open =
            self.sections.iter().flat_map(|section| &section.answers).filter(|answer| answer.answer.is_none()).count();
        if open > 0 {
            let questions = if open == 1 { "1 question has".to_owned() } else { format!("{open} questions have") };
            parts.push(Block::Notice { words: format!("This report is not complete: {questions} no answer yet.") });
        }
        for section in self.sections.iter().filter(|section| !section.answers.is_empty()) {
            parts.push(Block::heading(&section.title));
            parts.push(table(["Question", "Answer"], [4, 5], section.answers.iter().map(Answer::row)));
        }
        if !self.log.is_empty() {
            parts.push(Block::heading("What was done"));
            parts.push(table(["When", "What", "By whom"], [3, 6, 3], self.log.iter().map(LogLine::row)));
        }
        parts.push(Block::heading("Written by"));
        let Signatory { name, grade } = &self.written_by;
        parts.push(Block::words(format!("{name}, {grade}, {}", self.written_at)));
        parts.push(Block::words(format!("Check code: {}", self.check_code)));
        parts
    }

    fn facts(&self) -> Vec<Fact> {
        let Person { name, number, born } = &self.person;
        vec![
            Fact::strong("Prisoner", name).with(format!("Number {number}, born {born}")),
            Fact::plain("Release", &self.release),
            Fact::plain("Went out", &self.out),
            Fact::plain("Due back", &self.due),
            match &self.back {
                Some(back) => Fact::plain("Came back", back),
                None => Fact::strong("Came back", "Not yet"),
            },
        ]
    }
}

fn table<const N: usize>(header: [&str; N], widths: [u8; N], rows: impl Iterator<Item = [String; N]>) -> Block {
    Block::Table {
        header: header.map(str::to_owned).to_vec(),
        widths: widths.to_vec(),
        rows: rows.map(|row| row.to_vec()).collect(),
    }
}

impl Answer {
    fn row(&self) -> [String; 2] {
        [self.question.clone(), self.answer.clone().unwrap_or_else(|| "Not answered yet".to_owned())]
    }
}

impl LogLine {
    fn row(&self) -> [String; 3] {
        [self.at.clone(), self.what.clone(), self.by.clone()]
    }
}
